using System.Globalization;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>What is wrong with partitions, in words.</summary>
internal static class SliceErrors
{
    private const int LongestValue = 60;
    private const int MostValues = 12;

    /// <summary>Rows are outside of the partitions that are made: names one of them.</summary>
    /// <param name="connection">Reads the row.</param>
    /// <param name="bounds">The slice.</param>
    /// <param name="schema">The contract.</param>
    /// <param name="rows">The rows outside, for behind <c>from</c>.</param>
    /// <param name="count">How many there are.</param>
    public static DataplatformException Outside(DuckDbConnection connection, SliceBounds bounds, RowSchema schema, string rows, long count)
    {
        var names = bounds.Columns.ToList();
        var holds = bounds.IsSingle ? bounds.Holds.ToList() : [.. names.Select(_ => "false")];
        var texts = schema.Columns.Select(column => $"{ColumnMatch.Quote(column)}::varchar");
        var row = connection.Query($"select {string.Join(", ", holds.Concat(texts))} from {rows} limit 1")[0];
        var values = schema.Columns.Select((column, i) => $"{column.Name} = {Text(row[holds.Count + i])}").ToList();
        var wrong = names.Where((_, i) => row[i] is false).Select(name => Value(schema, row, holds.Count, name));
        var others = count == 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" {count - 1} more {(count == 2 ? "row is" : "rows are")} outside.");
        return new(
            $"A row of '{bounds.Key}' is outside of {Describe(bounds)}: {string.Join(" and ", wrong)}. The row: {string.Join(", ", values.Take(MostValues))}{(values.Count > MostValues ? ", …" : string.Empty)}.{others} Filter such rows, or give them with the partition that they belong to.");
    }

    /// <summary>A newer attempt has published one of the partitions.</summary>
    public static DataplatformException NewerAttempt(AssetKey key, PartitionKey partition, object? run) =>
        new($"The partition '{partition}' of '{key}' was published by a newer attempt (run {run}) in the meantime. This attempt publishes nothing.");

    /// <summary>The session's run was given up.</summary>
    public static DataplatformException Revoked(AssetKey key, PartitionKey partition) => new(
        $"The partition '{partition}' of '{key}' was not published: this run was given up by another process while it was silent, and may publish nothing more.");

    /// <summary>The version into which the partitions were staged is not the published one any more.</summary>
    public static DataplatformException Replaced(AssetKey key) => new(
        $"'{key}' was published anew as a whole, rolled back or removed while this attempt made partitions of what was there before. This attempt publishes nothing; run it again.");

    /// <summary>What the head names is not there.</summary>
    /// <param name="key">The asset.</param>
    /// <param name="folder">Where its files are.</param>
    public static DataplatformException HeadsAreGone(AssetKey key, string folder) => new(
        $"The partitions of '{key}' cannot be found: a file with their heads is missing in '{folder}'. Restore the store from a backup, or wipe the asset and make it again.");

    /// <summary>A partition that was never published is read.</summary>
    public static DataplatformException NeverPublished(AssetKey key, PartitionKey partition) =>
        new($"The partition '{partition}' of '{key}' was never published. Materialize it first.");

    /// <summary>Partitions are asked of something that has none.</summary>
    public static DataplatformException NotPartitioned(AssetKey key) =>
        new($"'{key}' is published without partitions, as it was before it was partitioned. Materialize it again.");

    /// <summary>A mode that keeps rows, for a partition.</summary>
    public static DataplatformException KeepsRows(AssetKey key, object mode) =>
        new($"'{key}' is partitioned, and writes with {mode}: a partition is always replaced as a whole. Remove [Write], or the partitions.");

    /// <summary>A mode that keeps rows, where what is there is partitioned.</summary>
    public static DataplatformException WasPartitioned(AssetKey key, object mode) =>
        new($"'{key}' writes with {mode}, and what is published is partitioned, so there are no rows from which to go on. --full-refresh makes it from nothing; the partitions are gone then.");

    private static string Value(RowSchema schema, object?[] row, int offset, string name)
    {
        var index = schema.Columns.ToList().FindIndex(column => ColumnMatch.Quote(column) == name);
        return $"its '{schema.Columns[index].Name}' is {Text(row[offset + index])}";
    }

    private static string Describe(SliceBounds bounds)
    {
        var partitions = bounds.Partitions;
        if (partitions.Count > 1)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the {partitions.Count} partitions from '{partitions[0].Key}' to '{partitions[^1].Key}'");
        }

        var has = partitions[0].Bounds.Select(bound => bound.To is null
            ? $"'{bound.Column}' is {Text(bound.From)}"
            : $"'{bound.Column}' is from {Text(bound.From)} to before {Text(bound.To)}");
        return $"its partition '{partitions[0].Key}', in which {string.Join(" and ", has)}";
    }

    private static string Text(object? value)
    {
        var text = value switch
        {
            null => "missing",
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
            DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) + "+00",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
        return text.Length > LongestValue ? text[..LongestValue] + "…" : text;
    }
}
