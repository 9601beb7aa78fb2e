using System.Text.Json;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Selection;

/// <summary>The field's reference cases: each gives the same result here, or is listed as an intended difference.</summary>
public sealed class SelectionVectorTests
{
    private static readonly JsonElement Reference = Read("asset_selection.json");

    private static readonly Dictionary<string, JsonElement> Differences =
        Read("asset_selection.differences.json").EnumerateArray().ToDictionary(item => item.GetProperty("selection").GetString()!);

    internal static AssetGraph Graph { get; } = BuildGraph();

    public static TheoryData<string> Selections => [.. Reference.GetProperty("cases").EnumerateArray().Select(item => item.GetProperty("selection").GetString()!)];

    [Theory]
    [MemberData(nameof(Selections))]
    public void Selects_what_the_reference_does_or_differs_on_purpose(string selection)
    {
        var reference = Reference.GetProperty("cases").EnumerateArray().Single(item => item.GetProperty("selection").GetString() == selection);
        if (Differences.TryGetValue(selection, out var difference))
        {
            ShouldDiffer(selection, difference);
        }
        else if (reference.GetProperty("outcome").GetString() == "ok")
        {
            Resolve(selection).ShouldBe(Keys(reference));
        }
        else
        {
            var column = System.Text.RegularExpressions.Regex.Match(reference.GetProperty("error").GetString()!, @"column (\d+)").Groups[1].Value;
            Should.Throw<SelectionException>(() => AssetSelection.Parse(selection)).Position.ShouldBe(int.Parse(column), "both point at the same character");
        }
    }

    [Fact]
    public void The_corpus_is_complete_and_every_difference_is_one()
    {
        Selections.Count.ShouldBeGreaterThanOrEqualTo(63);
        Differences.Keys.ShouldBeSubsetOf(Selections.Select(row => row.Data));
    }

    private static void ShouldDiffer(string selection, JsonElement difference)
    {
        if (difference.TryGetProperty("keys", out _))
        {
            Resolve(selection).ShouldBe(Keys(difference));
            return;
        }

        var exception = Should.Throw<SelectionException>(() => Resolve(selection));
        exception.Message.ShouldStartWith(difference.GetProperty("error").GetString()!);
        exception.Position.ShouldBe(difference.GetProperty("position").GetInt32());
    }

    private static IEnumerable<string> Resolve(string selection) =>
        AssetSelection.Parse(selection).Resolve(Graph).Select(key => key.Path).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Keys(JsonElement item) => item.GetProperty("keys").EnumerateArray().Select(key => key.GetString()!);

    private static JsonElement Read(string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", file))).RootElement;

    private static AssetGraph BuildGraph()
    {
        var catalog = new TestCatalog();
        foreach (var asset in Reference.GetProperty("graph").EnumerateArray())
        {
            var key = asset.GetProperty("key").GetString()!;
            Catalog.AssetDefinition With(Catalog.AssetDefinition definition) => definition with
            {
                Group = asset.GetProperty("group").GetString()!,
                Tags = [.. asset.GetProperty("tags").EnumerateObject().Select(tag => tag.Value.GetString() is { Length: > 0 } value ? $"{tag.Name}={value}" : tag.Name)],
                Owners = [.. asset.GetProperty("owners").EnumerateArray().Select(owner => owner.GetString()!)],
                Kinds = [.. asset.GetProperty("kinds").EnumerateArray().Select(kind => kind.GetString()!)],
            };
            if (asset.GetProperty("external").GetBoolean())
            {
                catalog.External(key, with: With);
            }
            else
            {
                catalog.Rows(key, asset.GetProperty("deps").EnumerateArray().Select(dependency => dependency.GetString()!), With);
            }
        }

        return catalog.Graph();
    }
}
