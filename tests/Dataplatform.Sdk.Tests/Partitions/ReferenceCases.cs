using System.Text.Json;

namespace Dataplatform.Sdk.Tests.Partitions;

/// <summary>
/// The field's reference cases, and the file beside them that lists where this product differs on purpose: which case, which field, our
/// answer and the reason. A case must agree in each field or be listed; what is listed must really differ.
/// </summary>
internal sealed class ReferenceCases
{
    private readonly Dictionary<(string Case, string Field), string> _differences;
    private readonly HashSet<(string, string)> _seen = [];
    private readonly List<string> _unlisted = [];

    public ReferenceCases(string name)
    {
        Root = Read($"{name}.json");
        _differences = Read($"{name}.differences.json").EnumerateArray().ToDictionary(
            item => (item.GetProperty("case").GetString()!, item.GetProperty("field").GetString()!), item => item.GetProperty("ours").GetString()!);
    }

    public JsonElement Root { get; }

    /// <summary>Compares one field of one case.</summary>
    public void Compare(string name, string field, string reference, string ours)
    {
        if (_differences.TryGetValue((name, field), out var expected))
        {
            _seen.Add((name, field));
            ours.ShouldBe(expected, $"{name}, {field}: the intended difference");
            ours.ShouldNotBe(reference, $"{name}, {field}: listed as a difference, and is none");
            return;
        }

        if (ours != reference)
        {
            _unlisted.Add($"{name}, {field}:\n  reference {reference}\n  ours      {ours}");
        }
    }

    /// <summary>Throws if an answer differs that is not listed, or one is listed of which there is no case.</summary>
    public void AllAgreeOrAreListed()
    {
        _unlisted.ShouldBeEmpty(string.Join('\n', _unlisted));
        _differences.Keys.Except(_seen).ShouldBeEmpty();
    }

    /// <summary>A text or nothing.</summary>
    public static string Text(JsonElement item, string property) => item.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "none";

    /// <summary>Texts in one line.</summary>
    public static string Texts(JsonElement item, string property) => item.TryGetProperty(property, out var values) ? string.Join(' ', values.EnumerateArray().Select(value => value.GetString())) : "none";

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", file))).RootElement;
}
