using System.Globalization;
using System.Numerics;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>What was written of each partition of a slice.</summary>
/// <param name="Partitions">The partitions, in the order of the slice.</param>
/// <param name="DataVersion">What the content of all together is known by; null if nobody wants to know.</param>
internal sealed record SliceContent(IReadOnlyList<StagedPartition> Partitions, string? DataVersion)
{
    public long Rows => Partitions.Sum(partition => partition.Rows ?? 0);

    /// <summary>Counts and hashes what was written, in one scan.</summary>
    /// <param name="connection">Reads the rows.</param>
    /// <param name="rows">The rows, for behind <c>from</c>, with the number of their partition in <see cref="SliceBounds.Column"/>.</param>
    /// <param name="bounds">The slice.</param>
    /// <param name="first">The number of the first partition.</param>
    /// <param name="schema">The contract.</param>
    /// <param name="hashes">Whether contents are hashed.</param>
    /// <exception cref="DataplatformException">A row is outside of all partitions.</exception>
    public static SliceContent Read(DuckDbConnection connection, string rows, SliceBounds bounds, long first, RowSchema schema, bool hashes)
    {
        var outside = bounds.IsSingle ? bounds.Outside : string.Create(CultureInfo.InvariantCulture, $"{SlicedVersion.QuotedColumn} = -{first}");
        var found = connection.Query(
            $"""
            select {SlicedVersion.QuotedColumn}, count(*), {(hashes ? ContentVersion.Sum(schema) : "'0'")}, {(outside is null ? "0" : $"count(*) filter (where {outside})")}
            from {rows} group by 1
            """);
        var strangers = found.Sum(row => Convert.ToInt64(row[3], CultureInfo.InvariantCulture));
        if (strangers > 0)
        {
            throw SliceErrors.Outside(connection, bounds, schema, $"{rows} where {outside}", strangers);
        }

        var byNumber = found.ToDictionary(row => (long)row[0]!, row => (Rows: (long)row[1]!, Sum: BigInteger.Parse((string)row[2]!, CultureInfo.InvariantCulture)));
        var partitions = bounds.Partitions.Select((partition, i) =>
        {
            var (count, sum) = byNumber.GetValueOrDefault(first + i);
            return new StagedPartition(partition.Key, count) { DataVersion = hashes ? ContentVersion.Of(schema, count, sum) : null };
        }).ToList();
        return new(partitions, hashes ? ContentVersion.Of(schema, byNumber.Values.Sum(partition => partition.Rows), byNumber.Values.Aggregate(BigInteger.Zero, (all, partition) => all + partition.Sum)) : null);
    }
}
