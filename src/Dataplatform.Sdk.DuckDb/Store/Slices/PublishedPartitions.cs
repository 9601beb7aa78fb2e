using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>Reads heads of partitions.</summary>
internal static class PublishedPartitions
{
    /// <summary>The heads of a version, in the order of their keys, each with its id.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="version">The version.</param>
    /// <param name="partitions">Which ones; null for all.</param>
    public static IReadOnlyList<(PublishedPartition Partition, long Id)> Read(DuckDbConnection connection, SlicedVersion version, IReadOnlyList<PartitionKey>? partitions)
    {
        var (condition, names) = Which(partitions);
        var query = $"select partition, version, run_id, published_at, rows, data_version, id from {version.Heads} where id is not null and {condition} order by partition";
        var found = (names is null ? connection.Query(query) : connection.Query(query, names)).Select(row => (
            new PublishedPartition(new((string)row[0]!), (string)row[1]!, new((string)row[2]!), (DateTimeOffset)row[3]!, (long?)row[4]) { DataVersion = (string?)row[5] },
            (long)row[6]!)).ToList();

        // DuckDB compares UTF-8, which is another order only where keys have signs beyond the first 65,536.
        for (var i = 1; i < found.Count; i++)
        {
            if (found[i - 1].Item1.Key > found[i].Item1.Key)
            {
                return [.. found.OrderBy(partition => partition.Item1.Key)];
            }
        }

        return found;
    }

    /// <summary>A condition on <c>partition</c>, and the value of its only parameter; null if it has none.</summary>
    /// <param name="partitions">The partitions; null for all.</param>
    public static (string Condition, string? Names) Which(IReadOnlyList<PartitionKey>? partitions) => partitions switch
    {
        null => ("true", null),
        [] => ("false", null),
        [var single] => ("partition = $1", single.Text),

        // One parameter, however many they are.
        _ => ($"partition in (select {TextList.Unnest("$1")})", TextList.Join(partitions.Select(partition => partition.Text))),
    };
}
