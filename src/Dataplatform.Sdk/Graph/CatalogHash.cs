using System.Security.Cryptography;
using System.Text;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Graph;

/// <summary>Tells graphs apart: assets, edges, contracts, stores. Equal graphs have equal hashes in every process.</summary>
internal static class CatalogHash
{
    /// <summary>The hash, 16 hexadecimal digits.</summary>
    public static string Of(AssetGraph graph)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var node in graph.Assets.OrderBy(node => node.Key))
        {
            Add(hash, Describe(node));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static string Describe(AssetNode node)
    {
        var asset = node.Definition;
        var text = new StringBuilder();
        text.Append(asset.Key.Path).Append('|').Append(asset.Kind).Append('|').Append(asset.As).Append('|').Append(asset.ValueType).Append('|').Append(asset.Store)
            .Append('|').Append(asset.IsExternal).Append('|').Append(node.Step.Name);
        if (asset.Write.KeepsRows)
        {
            text.Append("\n=").Append(asset.Write.Mode).Append('|').AppendJoin('|', asset.Write.Key).Append('|').Append(asset.Write.UpdatedAt)
                .Append('|').Append(asset.Write.HardDeletes).Append('|').Append(asset.Write.OnSchemaChange);
        }

        if (node.Step.Partitions is { } partitions)
        {
            text.Append("\n/").Append(DefinitionText.Write(partitions)).Append('|').Append(node.Step.TakesRange);
        }

        if (node.Observer is { } observer)
        {
            text.Append("\n?").Append(observer.Name);
        }

        foreach (var check in node.AllChecks)
        {
            text.Append("\n!").Append(check.Name).Append('|').Append(check.Severity).Append('|').Append(check.IsBlocking).Append('|').Append(check.Description);
        }

        foreach (var input in node.Step.Inputs)
        {
            text.Append("\n<").Append(input.Key.Path).Append('|').Append(input.Kind).Append('|').Append(input.IsSelf).Append('|').Append(input.IsOptional);
            text.Append(input.Mapping is PartitionMapping.Unsaid ? string.Empty : "|" + DefinitionText.Write(input.Mapping));
        }

        foreach (var after in node.Step.After)
        {
            text.Append("\n>").Append(after.Path);
        }

        foreach (var column in asset.Rows?.Schema.Columns ?? [])
        {
            text.Append('\n').Append(column.Name).Append('|').Append(column.Type).Append('|').Append(column.IsNullable);
        }

        return text.Append('\0').ToString();
    }

    private static void Add(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
}
