using System;
using System.Collections.Generic;
using System.Linq;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph.Rules;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>Reduces assets to what they promise.</summary>
internal static class ContractReader
{
    /// <summary>The contract of an asset.</summary>
    public static AssetContract Of(AssetShape asset) => new(asset.Key, Form(asset))
    {
        Columns = asset.Kind == ValueKind.Rows ? [.. asset.Columns().SelectMany(column => Flat(ColumnPath.Escape(column.Name), null, column))] : [],
        WriteKey = [.. asset.Promise.Key().Select(ColumnPath.Escape).OrderBy(name => name, StringComparer.Ordinal)],
        Partitions = asset.Partitions is { } partitions ? [.. partitions.Dimensions.Select(Dimension).OrderBy(text => text, StringComparer.Ordinal)] : [],
        Checks = [.. asset.Promise.Checks.Select(ColumnPath.Escape).OrderBy(name => name, StringComparer.Ordinal)],
        Version = asset.Promise.Version,
        Supersedes = asset.Promise.Supersedes,
        Retires = asset.Promise.Retires,
        RenamedFrom = asset.Promise.RenamedFrom,
    };

    /// <summary>Whether all that is promised is known: of rows of a contract that is no valid one nothing can be said.</summary>
    public static bool IsKnown(AssetContract contract) => contract.Form != AssetContract.Table || contract.Columns.Count > 0;

    private static string Form(AssetShape asset) => asset.Kind switch
    {
        ValueKind.Rows => AssetContract.Table,
        ValueKind.Artifact => "value " + asset.ValueType.Replace(" ", string.Empty),
        _ => AssetContract.Effect,
    };

    // Which column tells partitions apart is the store's business.
    private static string Dimension(PartitionDimension dimension) => DefinitionText.Write(new PartitionsDefinition(dimension with { By = null }));

    private static IEnumerable<ColumnContract> Flat(string path, string? parent, ColumnShape column)
    {
        yield return new(path, column.Type, column.IsNullable, column.Texts is { } texts ? [.. texts.Select(ColumnPath.Escape).OrderBy(text => text, StringComparer.Ordinal)] : null)
        {
            RenamedFrom = [.. column.RenamedFrom.SelectMany(Names).Distinct().Select(name => parent is null ? ColumnPath.Escape(name) : ColumnPath.Of(parent, name))],
        };
        foreach (var field in column.Fields)
        {
            var inner = column.Type == "list" ? ColumnPath.Elements(path) : ColumnPath.Of(path, field.Name);
            foreach (var within in Flat(inner, path, field))
            {
                yield return within;
            }
        }
    }

    // The old name is that of the column, or of the member that it was made of.
    private static string[] Names(string name) => [name, KeyGrammar.SnakeCase(name)];
}
