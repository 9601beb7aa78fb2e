using System.Globalization;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>The next version of an asset that keeps rows, as queries over its last version and the new rows.</summary>
internal sealed class NextVersion
{
    /// <summary>The temporary table of the new rows.</summary>
    public const string Increment = "_dataplatform_increment";

    private readonly StageTarget _target;
    private readonly RowSchema _schema;
    private readonly ColumnSchema[] _business;
    private readonly string? _base;
    private readonly DateTimeOffset _asOf;
    private readonly ColumnChanges _changes;

    private NextVersion(StageTarget target, RowSchema schema, string? baseRelation, ColumnChanges changes, DateTimeOffset asOf)
    {
        (_target, _schema, _base, _changes, _asOf) = (target, schema, baseRelation, changes, asOf);
        _business = Business(target.Write, schema);
    }

    /// <summary>What is done to the columns of the rows that are kept.</summary>
    public IReadOnlyList<ColumnAlteration> Alterations => _changes.Alterations;

    /// <summary>Whether the new rows are simply to be written behind those that are kept.</summary>
    public bool IsPlainAppend => _target.Write.Mode == WriteMode.Append && _changes.Kept.Count == 0;

    /// <summary>The columns of the table that are not in the contract.</summary>
    public IReadOnlyList<ColumnAlteration> LeftColumns => _changes.Kept;

    /// <summary>The columns of the table, for its creation.</summary>
    public string Definitions => StageRow.Columns(_schema) + _changes.Definitions();

    /// <summary>The rows that are kept, with the columns of the table; null if there are none.</summary>
    public string? KeptRows => _base is null ? null : $"select {_changes.OfKeptRows()} from {_base}";

    /// <summary>What is to be known of the last version before anything is read.</summary>
    /// <param name="connection">A connection that sees the last version.</param>
    /// <param name="target">What is staged; its policy keeps rows.</param>
    /// <param name="schema">The contract.</param>
    /// <param name="baseRelation">The last version, for behind <c>from</c>; null if there is none, or if it counts for nothing.</param>
    /// <param name="asOf">When the run began: what is new since the last version is valid from then on.</param>
    /// <exception cref="DataplatformException">The columns may not be altered as they would have to be.</exception>
    public static NextVersion Of(DuckDbConnection connection, StageTarget target, RowSchema schema, string? baseRelation, DateTimeOffset asOf)
    {
        var changes = Changes(connection, target, schema, baseRelation);
        changes.ThrowIfRefused(target.Key);
        return new(target, schema, baseRelation, changes, asOf);
    }

    /// <summary>What would become of the columns of the last version.</summary>
    public static ColumnChanges Changes(DuckDbConnection connection, StageTarget target, RowSchema schema, string? baseRelation)
    {
        using var statement = baseRelation is null ? null : connection.Prepare($"from {baseRelation}");
        return ColumnChanges.Of(schema, statement?.Columns, target.Write.OnSchemaChange);
    }

    /// <summary>The contract without the columns that a store writes itself.</summary>
    public static RowSchema Given(WritePolicy policy, RowSchema schema) =>
        policy.Mode == WriteMode.Snapshot ? schema with { Columns = Business(policy, schema) } : schema;

    /// <summary>Throws if a key of the new rows is missing or comes twice, or if one of the kept rows comes twice.</summary>
    /// <param name="connection">The connection that has the increment.</param>
    /// <param name="isKeyNew">Whether the last version was written by another key or mode.</param>
    public void CheckKeys(DuckDbConnection connection, bool isKeyNew)
    {
        if (_target.Write.Mode is not (WriteMode.Merge or WriteMode.Snapshot))
        {
            return;
        }

        var nullable = _schema.Columns.Where(column => column.IsNullable && _target.Write.Key.Contains(column.Name, StringComparer.Ordinal)).ToArray();
        if (nullable.Length > 0)
        {
            var missing = connection.Query($"select {string.Join(", ", nullable.Select(column => $"count(*) - count({ColumnMatch.Quote(column)})"))} from {Increment}")[0];
            if (Array.FindIndex(missing, count => count is not 0L) is var found and >= 0)
            {
                throw KeyErrors.Missing(_target.Key, nullable[found].Name, (long)missing[found]!);
            }
        }

        if (KeyErrors.Repeated(connection, Increment, Keys()) is { } twice)
        {
            throw KeyErrors.RepeatedInNewRows(_target.Key, twice);
        }

        if (isKeyNew && KeptRows is { } kept && KeyErrors.Repeated(connection, $"({kept}{(_target.Write.ValidTo is { } to ? $" where {Quote(to)} is null" : "")})", Keys()) is { } old)
        {
            throw KeyErrors.RepeatedInKeptRows(_target.Key, old);
        }
    }

    /// <summary>All rows of the version: what is kept, and the increment.</summary>
    public string Query => _target.Write.Mode switch
    {
        WriteMode.Append => KeptRows is { } kept ? $"{kept}\nunion all\n{NewRows}" : NewRows,
        WriteMode.Merge => KeptRows is { } kept ? $"select _b.* from ({kept}) _b anti join {Increment} _i on {KeysEqual("_b", "_i")}\nunion all\n{NewRows}" : NewRows,
        _ => new SnapshotQuery(_target.Write, _business, _asOf) { Left = _changes }.Text(_schema, KeptRows),
    };

    private string NewRows => $"select {string.Join(", ", _schema.Columns.Select(ColumnMatch.Quote))}{_changes.OfNewRows()} from {Increment}";

    private string[] Keys() => [.. _target.Write.Key.Select(Quote)];

    private string KeysEqual(string left, string right) => string.Join(" and ", Keys().Select(key => $"{left}.{key} = {right}.{key}"));

    private static ColumnSchema[] Business(WritePolicy policy, RowSchema schema) =>
        [.. schema.Columns.Where(column => policy.Mode != WriteMode.Snapshot || (column.Name != policy.ValidFrom && column.Name != policy.ValidTo))];

    private static string Quote(string column) => StoreLayout.Quote(column);
}
