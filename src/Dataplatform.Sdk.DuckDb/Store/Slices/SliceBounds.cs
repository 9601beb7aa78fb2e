using System.Globalization;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>Which rows are in which partition of a slice, as SQL over the columns of the contract.</summary>
internal sealed class SliceBounds
{
    /// <summary>The column in which <see cref="Attributed"/> says the partition.</summary>
    public const string Column = SlicedVersion.Column;

    private readonly IReadOnlyList<BoundColumn> _columns;

    private SliceBounds(AssetKey key, IReadOnlyList<SlicedPartition> partitions, IReadOnlyList<BoundColumn> columns) =>
        (Key, Partitions, _columns) = (key, partitions, columns);

    public AssetKey Key { get; }

    public IReadOnlyList<SlicedPartition> Partitions { get; }

    /// <summary>The columns that tell partitions apart, quoted.</summary>
    public IEnumerable<string> Columns => _columns.Select(column => column.Name);

    /// <summary>Whether all rows are of one partition.</summary>
    public bool IsSingle => Partitions.Count == 1;

    /// <summary>When a row is not in the only partition, as a condition; null if there is nothing by which to tell.</summary>
    public string? Outside => _columns.Count == 0 ? null : $"not ({string.Join(" and ", Holds)})";

    /// <summary>For each column whether a row's value is in the only partition, as a condition that is never null.</summary>
    public IEnumerable<string> Holds => _columns.Select(column => $"coalesce({column.Contains(Partitions[0])}, false)");

    /// <summary>What is to be known of a slice before anything is staged.</summary>
    /// <exception cref="DataplatformException">The contract does not have a column by which rows are to be told apart, or nothing tells them apart.</exception>
    public static SliceBounds Of(AssetKey key, PartitionSlice slice, RowSchema schema)
    {
        var partitions = slice.Partitions;
        if (partitions.Count == 0 || partitions.DistinctBy(partition => partition.Key).Count() < partitions.Count)
        {
            throw new InvalidOperationException($"The slice of '{key}' has no partition, or one of them twice.");
        }

        if (schema.Columns.FirstOrDefault(column => column.Name.Equals(Column, StringComparison.OrdinalIgnoreCase)) is { } reserved)
        {
            throw new DataplatformException($"'{schema.Name}.{reserved.Member}' is the column '{Column}', in which the store notes the partition of each row of '{key}'. Give it another name.");
        }

        var columns = partitions[0].Bounds.Select(bound => BoundColumn.Of(key, schema, bound.Column, partitions)).ToList();
        if (partitions.Count > 1)
        {
            ThrowIfAlike(key, partitions, columns);
        }

        return new(key, partitions, columns);
    }

    /// <summary>
    /// The rows of a query with a column that says for each which partition it is in: the first partition is <paramref name="first"/>, and so on; a
    /// row that is in none has the negative of the first. They come partition by partition.
    /// </summary>
    /// <param name="query">The query; its columns are of the contract's types.</param>
    /// <param name="first">The number of the first partition.</param>
    public string Attributed(string query, long first)
    {
        if (IsSingle)
        {
            return string.Create(CultureInfo.InvariantCulture, $"select *, {first}::bigint as {SlicedVersion.QuotedColumn} from (\n{query}\n)");
        }

        var windows = string.Concat(_columns.Select((column, i) => $", {column.Unnest(Partitions, bound => bound.From)} as _f{i}{(column.IsRange ? $", {column.Unnest(Partitions, bound => bound.To!)} as _t{i}" : string.Empty)}"));
        var conditions = _columns.Select((column, i) => $"_q.{column.Name} {(column.IsRange ? ">=" : "=")} _p._f{i}");

        // The last window that begins at or before the row's value; whether it has ended by then is seen afterwards.
        var range = _columns.Select((column, i) => column.IsRange ? $"_q.{column.Name} < _p._t{i}" : null).FirstOrDefault(condition => condition is not null);
        return string.Create(CultureInfo.InvariantCulture, $"""
            select _q.*, case when _p._n is not null and {range ?? "true"} then _p._n else -{first} end as {SlicedVersion.QuotedColumn}
            from ({query}) _q
            {(range is null ? "" : "asof ")}left join (select unnest(range({first}, {first + Partitions.Count})) as _n{windows}) _p on {string.Join(" and ", conditions)}
            order by {SlicedVersion.QuotedColumn}
            """);
    }

    // Rows of partitions that differ only in what no column says cannot be told apart.
    private static void ThrowIfAlike(AssetKey key, IReadOnlyList<SlicedPartition> partitions, IReadOnlyList<BoundColumn> columns)
    {
        var seen = new Dictionary<string, PartitionKey>(StringComparer.Ordinal);
        foreach (var partition in partitions)
        {
            var text = TextList.Join(columns.Select(column => SqlDialect.Text(partition.Bounds[column.Index].From)));
            if (!seen.TryAdd(text, partition.Key))
            {
                throw new DataplatformException(
                    $"'{key}' makes the partitions '{seen[text]}' and '{partition.Key}' in one call, and no column tells whether a row is of the one or the other. Name the column of each dimension with By = nameof(…), or make one partition at a time.");
            }
        }

        if (columns.Count(column => column.IsRange) > 1)
        {
            throw new InvalidOperationException($"The slice of '{key}' has two columns with ranges.");
        }
    }

    /// <summary>A column that tells partitions apart.</summary>
    private sealed record BoundColumn(ColumnSchema Schema, int Index, bool IsRange)
    {
        public string Name => ColumnMatch.Quote(Schema);

        public static BoundColumn Of(AssetKey key, RowSchema schema, string name, IReadOnlyList<SlicedPartition> partitions)
        {
            var index = partitions[0].Bounds.ToList().FindIndex(bound => bound.Column == name);
            var isRange = partitions[0].Bounds[index].To is not null;
            if (partitions.Any(partition => partition.Bounds.Count != partitions[0].Bounds.Count || partition.Bounds[index].Column != name || partition.Bounds[index].To is not null != isRange))
            {
                throw new InvalidOperationException($"The partitions of the slice of '{key}' have different bounds.");
            }

            var column = schema.Columns.FirstOrDefault(column => column.Name == name)
                ?? throw new DataplatformException($"'{key}' is partitioned by the column '{name}', which '{schema.Name}' does not have.{NearestName.Suggestion(name, schema.Columns.Select(column => column.Name))}");
            return new(column, index, isRange);
        }

        public string Contains(SlicedPartition partition)
        {
            var bound = partition.Bounds[Index];
            return bound.To is null ? $"{Name} = {Literal(bound.From)}" : $"({Name} >= {Literal(bound.From)} and {Name} < {Literal(bound.To)})";
        }

        /// <summary>One end of the windows of all partitions, one in each row; a value for a select list.</summary>
        public string Unnest(IEnumerable<SlicedPartition> partitions, Func<PartitionBound, object> end) =>
            $"cast({TextList.Unnest(partitions.Select(partition => SqlDialect.Text(end(partition.Bounds[Index]))))} as {ColumnMatch.Name(Schema)})";

        private string Literal(object value) => DuckDbDialect.Instance.Literal(value, Schema.Type);
    }
}
