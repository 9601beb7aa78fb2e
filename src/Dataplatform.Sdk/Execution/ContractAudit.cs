using System.Globalization;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>
/// Checks what a contract promises of the rows of an asset: everything that one row, their number or their values can tell in one scan, and
/// foreign keys by a query each. Rows that are wrong are read only if there are any.
/// </summary>
/// <param name="asset">The asset.</param>
/// <param name="bindings">The rows, and those to which foreign keys refer.</param>
/// <param name="session">The session that sees them.</param>
/// <param name="clock">Tells what is fresh.</param>
/// <param name="cancellationToken">Interrupts the queries.</param>
internal sealed class ContractAudit(AssetNode asset, StepBindings bindings, StepSession session, TimeProvider clock, CancellationToken cancellationToken)
{
    private readonly SqlDialect _dialect = session.DialectFor(asset.Key);
    private readonly RowSchema _schema = asset.Definition.Rows!.Schema;

    private string Rows => _dialect.Identifier(bindings[0].Name);

    /// <summary>What each of the contract's checks finds, in their order.</summary>
    public async ValueTask<IReadOnlyList<CheckResult>> RunAsync()
    {
        var scanned = _schema.Checks.Where(check => check is not ContractCheck.ForeignKey).ToList();
        var measures = scanned.Count == 0 ? [] : (await QueryAsync($"select {string.Join(", ", scanned.Select((check, i) => string.Create(CultureInfo.InvariantCulture, $"{Measure(check)} as m{i}")))} from {Rows}", 1)).Rows[0];
        var results = new List<CheckResult>();
        foreach (var check in _schema.Checks)
        {
            results.Add(check is ContractCheck.ForeignKey key ? await ForeignKeyAsync(key) : await JudgeAsync(check, measures[scanned.IndexOf(check)]));
        }

        return results;
    }

    private string Measure(ContractCheck check) => check switch
    {
        ContractCheck.Unique(_, [var column]) => $"count({Name(column)}) - count(distinct {Name(column)})",
        ContractCheck.Unique(_, var columns) when Present(columns) is var present => $"count(*) filter (where {present}) - count(distinct ({List(columns)})) filter (where {present})",
        ContractCheck.RowCount => "count(*)",
        ContractCheck.Fresh fresh => $"max({Name(fresh.Column)})",
        _ => $"count(*) filter (where not ({Condition(check)}))",
    };

    private string Condition(ContractCheck check) => check switch
    {
        ContractCheck.Range(_, var column, var min, var max) => string.Join(" and ", new[] { Bound(column, ">=", min), Bound(column, "<=", max) }.OfType<string>()),
        ContractCheck.Length(_, var column, var min, var max) => string.Create(CultureInfo.InvariantCulture, $"length({Name(column)}) between {min} and {max}"),
        ContractCheck.Matches(_, var column, var pattern) => _dialect.Matches(Name(column), pattern),
        ContractCheck.OneOf(_, var column, var values) => $"{Name(column)} in ({string.Join(", ", values.Select(value => Literal(column, value)))})",

        // The line break keeps a comment at its end from swallowing the parenthesis.
        ContractCheck.Expression(_, var sql) => $"{sql}\n",
        _ => throw new InvalidOperationException($"The check '{check.Name}' is no condition on a row."),
    };

    private async ValueTask<CheckResult> JudgeAsync(ContractCheck check, object? measure)
    {
        switch (check)
        {
            case ContractCheck.RowCount(_, var min, var max):
                var rows = Convert.ToInt64(measure, CultureInfo.InvariantCulture);
                return new CheckResult(rows >= min && rows <= max)
                {
                    Message = rows >= min && rows <= max ? null : FormattableString.Invariant($"There {(rows == 1 ? "is 1 row" : $"are {rows:N0} rows")}, and it promises {(rows < min ? $"at least {min:N0}" : $"at most {max:N0}")}."),
                    Metadata = new Dictionary<string, MetadataValue> { ["rows"] = rows },
                };
            case ContractCheck.Fresh(_, var column, var within):
                return Freshness(column, within, measure);
            default:
                var failing = Convert.ToInt64(measure, CultureInfo.InvariantCulture);
                return failing == 0 ? CheckResult.Of(0, evidence: null, message: null) : CheckResult.Of(
                    failing,
                    EvidenceTable.Of(await QueryAsync(check is ContractCheck.Unique(_, var columns) ? Repeated(columns) : $"select * from {Rows} where not ({Condition(check)})", CheckResult.EvidenceRows)),
                    FormattableString.Invariant($"{(failing == 1 ? "1 row is" : $"{failing:N0} rows are")} {(check is ContractCheck.Unique ? "too many" : "wrong")}: {check.Description}"));
        }
    }

    private CheckResult Freshness(string column, TimeSpan within, object? latest)
    {
        DateTimeOffset? time = latest switch
        {
            DateOnly date => new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
            DateTime moment => new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc)),
            DateTimeOffset instant => instant,
            _ => null,
        };
        var age = clock.GetUtcNow() - time;
        var isFresh = age <= within;
        return new CheckResult(isFresh)
        {
            Message = isFresh ? null : time is null ? $"There is no {column}, so nothing is fresh." : $"The latest {column} is {SqlDialect.Text(latest!)}, which is older than {DurationText.Format(within)}.",
            Metadata = age is { } known ? new Dictionary<string, MetadataValue> { ["age_seconds"] = Math.Round(known.TotalSeconds) } : new Dictionary<string, MetadataValue>(),
        };
    }

    private async ValueTask<CheckResult> ForeignKeyAsync(ContractCheck.ForeignKey key)
    {
        var input = 0;
        if (asset.References.TryGetValue(key.RowType, out var other) && other.Key != asset.Key)
        {
            input = Enumerable.Range(1, asset.Contract!.Inputs.Count - 1).First(i => asset.Contract.Inputs[i].Key == other.Key);
        }

        var there = bindings[input];
        if (!there.IsFound || there.Home != session)
        {
            return CheckResult.Fail($"It could not be evaluated: '{there.Definition.Key}' {(there.IsFound ? "is in another store. Check the key with [AssetCheck]" : "was never published. Compute it first")}.");
        }

        var column = there.Definition.Rows!.Schema.Columns.First(candidate => candidate.Member == key.Member).Name;
        var (mine, theirs) = ($"_m.{Name(key.Column)}", $"_t.{Name(column)}");
        var found = await QueryAsync(
            $"select _m.* from {Rows} _m where {mine} is not null and not exists (select 1 from {_dialect.Identifier(there.Name)} _t where {theirs} = {mine})", CheckResult.EvidenceRows);
        return CheckResult.Of(found.Total, found.Total == 0 ? null : EvidenceTable.Of(found), FormattableString.Invariant($"{(found.Total == 1 ? "1 row refers" : $"{found.Total:N0} rows refer")} to nothing: {key.Column} is no {column} of '{there.Definition.Key}'."));
    }

    private string Repeated(IReadOnlyList<string> columns) =>
        $"select {List(columns)}, count(*) as rows from {Rows} where {Present(columns)} group by {List(columns)} having count(*) > 1 order by rows desc, {List(columns)}";

    private string? Bound(string column, string comparison, string? value) => value is null ? null : $"{Name(column)} {comparison} {Literal(column, value)}";

    private string Literal(string column, string value) => _dialect.Literal(value, _schema.Columns.First(candidate => candidate.Name == column).Type);

    private string Present(IReadOnlyList<string> columns) => string.Join(" and ", columns.Select(column => $"{Name(column)} is not null"));

    private string List(IReadOnlyList<string> columns) => string.Join(", ", columns.Select(Name));

    private string Name(string column) => _dialect.Identifier(column);

    private ValueTask<QueryRows> QueryAsync(string sql, int limit) => session.Session.QueryAsync(new SqlQuery(sql, []), limit, cancellationToken);
}
