using System.Text.Json;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>What is in a store beside what is published.</summary>
internal static class Leftovers
{
    /// <summary>A query that finds them in a database.</summary>
    public const string InDatabase = """
        select version from _dataplatform.versions where version not in (select version from _dataplatform.heads)
        union all select version from _dataplatform.artifacts where version not in (select version from _dataplatform.heads)
        union all select table_name from information_schema.tables
        where table_schema = '_dataplatform' and table_name not in ('store', 'versions', 'heads', 'artifacts', 'revocations', 'slices')
          and table_name not in (select relation from _dataplatform.versions where relation is not null)
          and table_name not in (select relation || '/heads' from _dataplatform.versions where partitions is not null or kind like 'partition%')
        union all select relation || ' ' || id from _dataplatform.slices
        """;

    /// <summary>Files of a folder store; folders do not count, as they are empty without files.</summary>
    public static IEnumerable<string> InLake(string lake)
    {
        using var heads = JsonDocument.Parse(File.ReadAllText(Path.Combine(lake, "_heads.json")));
        var expected = new HashSet<string> { "_heads.json", "_dataplatform/fences", "_dataplatform/publish.lock" };
        foreach (var head in heads.RootElement.GetProperty("assets").EnumerateObject().Select(asset => asset.Value).Where(head => head.TryGetProperty("folder", out _)))
        {
            var folder = head.GetProperty("folder").GetString()!;
            expected.Add($"_dataplatform/locks/{Path.GetFileName(folder)}");
            expected.UnionWith(head.GetProperty("files").EnumerateArray().Select(file => $"{folder}/{file.GetString()}"));
            if (head.TryGetProperty("partitions", out var partitions))
            {
                expected.UnionWith(OfPartitions(lake, folder, partitions));
            }
        }

        var found = Directory.EnumerateFiles(lake, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(lake, file).Replace('\\', '/')).ToHashSet();
        return found.Except(expected).Concat(expected.Except(found).Select(file => $"missing: {file}")).ToList();
    }

    private static IEnumerable<string> OfPartitions(string lake, string folder, JsonElement partitions)
    {
        var files = new Dictionary<string, string[]>();
        foreach (var segment in partitions.GetProperty("segments").EnumerateArray().Select(segment => $"{folder}/_heads/{segment.GetProperty("id").GetString()}.json"))
        {
            yield return segment;
            using var heads = JsonDocument.Parse(File.ReadAllText(Path.Combine(lake, segment)));
            foreach (var head in heads.RootElement.EnumerateArray())
            {
                files[head.GetProperty("key").GetString()!] = [.. head.GetProperty("files").EnumerateArray().Select(file => $"{folder}/{file.GetString()}")];
            }
        }

        foreach (var file in files.Values.SelectMany(file => file))
        {
            yield return file;
        }
    }
}
