using System.Globalization;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>
/// Ids of published partitions as ranges, sorted and apart from each other. A range may span ids of which the table has no rows, so that
/// what was published one by one is one range to DuckDB, which passes over everything else by the least and greatest value of each block.
/// </summary>
internal sealed class IdRanges
{
    // DuckDB compares each value with each range of a condition, and plans each part of a union; beyond this a join is better.
    private const int FewRanges = 16;

    private readonly (long First, long Last)[] _ranges;

    private IdRanges((long First, long Last)[] ranges) => _ranges = ranges;

    public static IdRanges None { get; } = new([]);

    public int Count => _ranges.Length;

    /// <summary>Just these ids.</summary>
    public static IdRanges Of(params IEnumerable<long> ids)
    {
        var ranges = new List<(long First, long Last)>();
        foreach (var id in ids.Order())
        {
            if (ranges.Count > 0 && id <= ranges[^1].Last + 1)
            {
                ranges[^1] = (ranges[^1].First, id);
            }
            else
            {
                ranges.Add((id, id));
            }
        }

        return new([.. ranges]);
    }

    public bool Contains(long id)
    {
        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (id < _ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (id > _ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The rows of a table with these ids, for behind <c>from</c>: one scan, in the order of the table.</summary>
    /// <param name="table">The table, quoted.</param>
    /// <param name="columns">The columns that are seen, quoted.</param>
    public string Select(string table, IEnumerable<string> columns)
    {
        var list = string.Join(", ", columns.Select(column => $"_r.{column}"));
        var id = $"_r.{SlicedVersion.QuotedColumn}";
        return _ranges.Length switch
        {
            0 => $"(select {list} from {table} _r where false)",
            <= FewRanges => $"({string.Join(" union all ", _ranges.Select(range => $"select {list} from {table} _r where {Between(id, range)}"))})",
            _ => $"(select {list} from {table} _r join (select unnest(range(_f, _l + 1)) as _i from ({Ends()})) _p on _p._i = {id})",
        };
    }

    /// <summary>Whether a column has one of these ids, as a condition.</summary>
    /// <param name="id">The column.</param>
    public string Condition(string id) => _ranges.Length switch
    {
        0 => "false",
        <= FewRanges => $"({string.Join(" or ", _ranges.Select(range => Between(id, range)))})",
        _ => $"{id} in (select unnest(range(_f, _l + 1)) from ({Ends()}))",
    };

    private string Ends() => $"select {End(range => range.First)} as _f, {End(range => range.Last)} as _l";

    private string End(Func<(long First, long Last), long> end) =>
        $"unnest(string_split('{string.Join('|', _ranges.Select(range => end(range).ToString(CultureInfo.InvariantCulture)))}', '|'))::bigint";

    private static string Between(string id, (long First, long Last) range) => range.First == range.Last
        ? string.Create(CultureInfo.InvariantCulture, $"{id} = {range.First}")
        : string.Create(CultureInfo.InvariantCulture, $"{id} between {range.First} and {range.Last}");
}
