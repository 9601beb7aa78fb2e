using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>
/// The rows of some partitions of an external asset: its store does not know how we divide it, so they are asked for by the columns that
/// tell partitions apart.
/// </summary>
internal static class ExternalSlice
{
    /// <summary>A query with the rows of some partitions.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="source">Where all rows come from: the name of a relation, or a query in parentheses.</param>
    /// <param name="partitions">The partitions.</param>
    /// <param name="dialect">How the store's engine writes things.</param>
    public static SqlQuery Query(AssetNode asset, string source, IReadOnlyList<PartitionKey> partitions, SqlDialect dialect)
    {
        var conditions = partitions.Count == 0 ? ["false"] : Stretches(asset, partitions).Select(bounds => Condition(asset.Definition, bounds, dialect)).ToList();
        return new($"select * from {source} where {string.Join(" or ", conditions)}", []);
    }

    // Windows that follow one another are one stretch, so that a year of days is one condition.
    private static IEnumerable<IReadOnlyList<PartitionBound>> Stretches(AssetNode asset, IReadOnlyList<PartitionKey> partitions)
    {
        var slice = StoreSlices.Of(asset.Step, asset.Definition, new PlannedSlice([.. PartitionBook.PlacesOf(asset.Step, partitions)]));
        var stretches = new Dictionary<string, List<List<PartitionBound>>>(StringComparer.Ordinal);
        foreach (var bounds in slice.Partitions.Select(partition => partition.Bounds))
        {
            var others = PartitionKey.Of([.. bounds.Where(bound => bound.To is null).Select(bound => (string)bound.From)]).Text;
            if (!stretches.TryGetValue(others, out var found))
            {
                stretches.Add(others, found = []);
            }

            var time = bounds.Index().FirstOrDefault(bound => bound.Item.To is not null);
            if (time.Item is not null && found.Count > 0 && found[^1][time.Index].To!.Equals(time.Item.From))
            {
                found[^1][time.Index] = found[^1][time.Index] with { To = time.Item.To };
            }
            else if (time.Item is not null || found.Count == 0)
            {
                found.Add([.. bounds]);
            }
        }

        return stretches.Values.SelectMany(stretch => stretch);
    }

    // Compared as what the contract says they are: somebody else's column may be of another type.
    private static string Condition(AssetDefinition asset, IReadOnlyList<PartitionBound> bounds, SqlDialect dialect)
    {
        var terms = bounds.Select(bound =>
        {
            var type = asset.Rows!.Schema.Columns.First(column => column.Name == bound.Column).Type;
            var column = $"CAST({dialect.Identifier(bound.Column)} AS {dialect.TypeName(type)})";
            return bound.To is { } to
                ? $"{column} >= {dialect.Literal(bound.From, type)} and {column} < {dialect.Literal(to, type)}"
                : $"{column} = {dialect.Literal(bound.From, type)}";
        }).ToList();
        return terms.Count == 0 ? "true" : $"({string.Join(" and ", terms)})";
    }
}
