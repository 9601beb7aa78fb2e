using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>
/// The history with what the new rows say. Versions of a key never overlap: one begins where the one before ended, also for a key
/// that returns, or when a clock went back.
/// </summary>
/// <param name="policy">The policy; a snapshot's.</param>
/// <param name="business">The columns but those of the times.</param>
/// <param name="asOf">When the run began.</param>
internal sealed class SnapshotQuery(WritePolicy policy, IReadOnlyList<ColumnSchema> business, DateTimeOffset asOf)
{
    private readonly string _from = StoreLayout.Quote(policy.ValidFrom!);
    private readonly string _to = StoreLayout.Quote(policy.ValidTo!);
    private readonly string _asOf = FormattableString.Invariant($"timestamptz '{asOf.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'");

    /// <summary>What stays of columns that the contract does not have any more.</summary>
    public required ColumnChanges Left { get; init; }

    /// <param name="schema">The contract.</param>
    /// <param name="history">The versions there are; null if there are none.</param>
    public string Text(RowSchema schema, string? history)
    {
        var start = policy.UpdatedAt is { } updated ? $"_i.{StoreLayout.Quote(updated)}" : _asOf;
        if (history is null)
        {
            return $"select {Columns(schema, "_i", start, "null::timestamptz")} from {NextVersion.Increment} _i";
        }

        var keys = string.Join(", ", policy.Key.Select(StoreLayout.Quote));
        var leaving = policy.HardDeletes == HardDeletes.Invalidate ? $"case when _s._known is null then greatest({_asOf}, _c.{_from}) end" : "null::timestamptz";
        return $"""
            with _history as ({history}),
            _current as (from _history where {_to} is null),
            _ended as (select {keys}, max({_to}) as _end from _history where {_to} is not null group by all),
            _source as (
                select _i.*, true as _known, _c.{_from} is null as _is_new, coalesce(_c.{_from} is not null and ({Changed()}), false) as _is_changed,
                    greatest({start}, _c.{_from}, _e._end) as _start
                from {NextVersion.Increment} _i left join _current _c on {Equal("_c", "_i")} left join _ended _e on {Equal("_e", "_i")})
            from _history where {_to} is not null
            union all
            select _c.* replace (case when _s._is_changed then _s._start else {leaving} end as {_to})
            from _current _c left join _source _s on {Equal("_c", "_s")}
            union all
            select {Columns(schema, "_s", "_s._start", "null::timestamptz")}{Left.OfNewRows()} from _source _s where _s._is_new or _s._is_changed
            """;
    }

    private string Changed() => policy.UpdatedAt is { } updated
        ? $"_i.{StoreLayout.Quote(updated)} > _c.{StoreLayout.Quote(updated)}"
        : string.Join(" or ", business.Where(column => !policy.Key.Contains(column.Name, StringComparer.Ordinal)).Select(column => $"_i.{ColumnMatch.Quote(column)} is distinct from _c.{ColumnMatch.Quote(column)}").DefaultIfEmpty("false"));

    private string Columns(RowSchema schema, string rows, string from, string to) => string.Join(", ", schema.Columns.Select(column =>
        column.Name == policy.ValidFrom ? $"{from} as {_from}" : column.Name == policy.ValidTo ? $"{to} as {_to}" : $"{rows}.{ColumnMatch.Quote(column)}"));

    private string Equal(string left, string right) => string.Join(" and ", policy.Key.Select(key => $"{left}.{StoreLayout.Quote(key)} = {right}.{StoreLayout.Quote(key)}"));
}
