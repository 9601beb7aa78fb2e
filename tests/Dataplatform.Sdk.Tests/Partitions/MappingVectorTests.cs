using System.Globalization;
using System.Text.Json;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Tests.Partitions;

/// <summary>The reference's mappings in both directions, and what it maps where nothing is said.</summary>
public sealed class MappingVectorTests
{
    [Fact]
    public void Mapped_keys_are_the_references_or_differ_on_purpose()
    {
        var cases = new ReferenceCases("partition_mappings");
        foreach (var item in cases.Root.GetProperty("cases").EnumerateArray())
        {
            Compare(cases, item);
        }

        foreach (var item in cases.Root.GetProperty("default_inference").EnumerateArray())
        {
            var (reader, upstream) = (Definition(item.GetProperty("downstream")), Definition(item.GetProperty("upstream")));
            PartitionLinks.Find(reader, upstream, PartitionMapping.Default, out var problem);
            cases.Compare($"{reader?.ToString() ?? "undivided"} reads {upstream?.ToString() ?? "undivided"}", "inferred", "accepted", problem is null ? "accepted" : "refused");
        }

        cases.AllAgreeOrAreListed();
    }

    private static void Compare(ReferenceCases cases, JsonElement item)
    {
        var name = item.GetProperty("name").GetString()!;
        var (reader, upstream) = (Definition(item.GetProperty("downstream")), Definition(item.GetProperty("upstream")));
        var snapshot = PartitionSnapshot.At(DateTimeOffset.Parse(item.GetProperty("now_utc").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        var mapping = Mapping(item.GetProperty("mapping"), reader, upstream);
        var mapper = PartitionLinks.Find(reader, upstream, mapping, out _) is null ? null : new PartitionMapper(reader, upstream, mapping);
        foreach (var query in Queries(item, "to_upstream"))
        {
            var field = $"to_upstream {ReferenceCases.Texts(query, "downstream_keys")}";
            var mapped = mapper?.Upstream(Set(reader, query, "downstream_keys"), snapshot);
            cases.Compare(name, field, Reference(query, "upstream_keys"), mapped is null ? "refused" : Text(mapped.Existing));
            if (query.TryGetProperty("required_but_nonexistent", out _))
            {
                cases.Compare(name, $"{field} missing", ReferenceCases.Texts(query, "required_but_nonexistent"), mapped is null ? "refused" : Text(mapped.Missing));
            }
        }

        foreach (var query in Queries(item, "to_downstream"))
        {
            var ours = mapper is null ? "refused" : Text(mapper.Readers(Set(upstream, query, "upstream_keys"), snapshot));
            cases.Compare(name, $"to_downstream {ReferenceCases.Texts(query, "upstream_keys")}", Reference(query, "downstream_keys"), ours);
        }
    }

    private static IEnumerable<JsonElement> Queries(JsonElement item, string name) => item.TryGetProperty(name, out var queries) ? queries.EnumerateArray() : [];

    private static string Reference(JsonElement query, string property) => query.TryGetProperty("error", out _) ? "refused" : ReferenceCases.Texts(query, property);

    private static string Text(PartitionSet set) => string.Join(' ', set.Keys().Select(key => key.Text).Order(StringComparer.Ordinal));

    private static PartitionSet Set(PartitionsDefinition? definition, JsonElement query, string property) =>
        PartitionSet.Of(PartitionShape.Of(definition), query.GetProperty(property).EnumerateArray().Select(key => new PartitionKey(key.GetString()!)));

    private static PartitionsDefinition? Definition(JsonElement item) => item.ValueKind == JsonValueKind.Null
        ? null
        : item.GetProperty("type").GetString() == "multi"
            ? new([.. item.GetProperty("dims").EnumerateObject().Select(dimension => Dimension(dimension.Name, dimension.Value))])
            : new(Dimension(item.GetProperty("type").GetString() == "static" ? "key" : "time", item));

    // Static keys are enums here, and those with the same members are the same.
    private static PartitionDimension Dimension(string name, JsonElement item) => item.GetProperty("type").GetString() == "static"
        ? new EnumDimension(name, $"Of_{ReferenceCases.Texts(item, "keys").Replace(' ', '_')}", ReferenceCases.Texts(item, "keys"))
        : TimeVectorTests.Dimension(item.GetProperty("type").GetString()!, item) with { Name = name };

    private static PartitionMapping Mapping(JsonElement item, PartitionsDefinition? reader, PartitionsDefinition? upstream)
    {
        int Offset(string name) => item.TryGetProperty(name, out var value) ? value.GetInt32() : 0;
        IEnumerable<string> Keys(PartitionsDefinition? definition) => definition?.Dimensions.OfType<EnumDimension>().SelectMany(dimension => dimension.Keys) ?? [];
        return item.GetProperty("type").GetString() switch
        {
            "all" => new PartitionMapping.All(),
            "last" => new PartitionMapping.Latest(),
            "specific" => new PartitionMapping.Keys(string.Join(' ', Keys(reader).SelectMany(_ => item.GetProperty("keys").EnumerateArray(), (key, specific) => $"{key}:{specific}"))),
            "static_map" => new PartitionMapping.Keys(string.Join(' ', item.GetProperty("downstream_by_upstream").EnumerateObject().SelectMany(pair =>
                pair.Value.ValueKind == JsonValueKind.String ? [$"{pair.Value}:{pair.Name}"] : pair.Value.EnumerateArray().Select(key => $"{key}:{pair.Name}")))),
            "identity" when !Keys(reader).SequenceEqual(Keys(upstream)) => new PartitionMapping.Keys(string.Join(' ', Keys(reader).Intersect(Keys(upstream)).Select(key => $"{key}:{key}"))),
            "time_window" when Offset("start_offset") != 0 || Offset("end_offset") != 0 => new PartitionMapping.Overlap(Offset("start_offset"), Offset("end_offset")),
            _ => PartitionMapping.Default,
        };
    }
}
