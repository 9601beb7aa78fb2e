using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>
/// What becomes of the columns of a partitioned asset when its contract has changed. Other partitions stay as they were, and are read while this
/// happens, so only what none of them notices is done: columns are added.
/// </summary>
internal static class SliceColumns
{
    /// <summary>The alterations that a contract asks for; what is refused is said, not thrown.</summary>
    /// <param name="schema">The contract.</param>
    /// <param name="there">The columns there are, without that of the partition.</param>
    /// <param name="policy">What may be done.</param>
    public static IReadOnlyList<ColumnAlteration> Alterations(RowSchema schema, IEnumerable<DuckDbColumn> there, SchemaChange policy) =>
        [.. ColumnChanges.Of(schema, [.. there.Where(column => column.Name != SlicedVersion.Column)], policy).Alterations.Select(Refused)];

    /// <exception cref="DataplatformException">A column may not be altered as it would have to be; all of them are named.</exception>
    public static void ThrowIfRefused(AssetKey key, RowSchema schema, IReadOnlyList<ColumnAlteration> alterations)
    {
        var refused = alterations.Where(alteration => alteration.Refusal is not null).ToList();
        if (refused.Count > 0)
        {
            throw new DataplatformException(
                $"'{key}' keeps its other partitions, and their columns are not those of the contract '{schema.Name}':{string.Concat(refused.Select(alteration => $"\n  - {alteration.Refusal}"))}\nNothing has been altered. --full-refresh begins the asset anew: with the first partition that is published then, all others are gone.");
        }
    }

    /// <summary>Adds what is to be added, in a transaction of its own.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="version">The table.</param>
    /// <param name="schema">The contract.</param>
    /// <param name="alterations">Of which none is refused.</param>
    /// <returns>Whether anything was altered.</returns>
    public static bool Apply(DuckDbConnection connection, SlicedVersion version, RowSchema schema, IReadOnlyList<ColumnAlteration> alterations)
    {
        var left = alterations.Where(alteration => alteration.Kind == ColumnAlterationKind.Keep).Select(alteration => alteration.Column);
        var nullable = schema.Columns.Where(column => column.IsNullable).Select(column => column.Name).Concat(left).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var statements = alterations
            .Where(alteration => alteration.Kind == ColumnAlterationKind.Add)
            .Select(alteration => $"alter table {version.Rows} add column {StoreLayout.Quote(alteration.Column)} {alteration.Type}")
            .Concat(Required(connection, version).Where(nullable.Contains).Select(column => $"alter table {version.Rows} alter column {StoreLayout.Quote(column)} drop not null"))
            .ToList();
        if (statements.Count == 0)
        {
            return false;
        }

        Transaction.Run(connection, () =>
        {
            statements.ForEach(statement => connection.Execute(statement));
            return true;
        });
        return true;
    }

    /// <summary>Throws if a staged value is missing where the contract knows none; the table itself allows it, because the contract once did.</summary>
    public static void CheckMissing(DuckDbConnection connection, StagedIds ids, RowSchema schema)
    {
        if (ids.Unchecked.Count == 0)
        {
            return;
        }

        var missing = connection.Query($"select {string.Join(", ", ids.Unchecked.Select(column => $"count(*) - count({ColumnMatch.Quote(column)})"))} from {ids.Rows}")[0];
        if (Array.FindIndex(missing, count => count is not 0L) is var found and >= 0)
        {
            throw StoreErrors.Missing(ids.Version.Key, schema, ids.Unchecked[found]);
        }
    }

    private static ColumnAlteration Refused(ColumnAlteration alteration) => alteration is not { Refusal: null, Kind: ColumnAlterationKind.Drop or ColumnAlterationKind.Convert }
        ? alteration
        : alteration with
        {
            Refusal = alteration.Kind == ColumnAlterationKind.Drop
                ? $"Column '{alteration.Column}' ({alteration.Type}) is not in the contract any more, and is not dropped from the other partitions. SchemaChange.AppendNewColumns keeps it."
                : $"Column '{alteration.Column}' is to be {alteration.Type}, and is not converted in the other partitions. Give the new type another name, or the member the old type.",
        };

    /// <summary>The columns in which the table itself lets no value be missing.</summary>
    public static IReadOnlySet<string> Required(DuckDbConnection connection, SlicedVersion version) => connection.Query(
            "select column_name from duckdb_columns() where database_name = current_database() and schema_name = $1 and table_name = $2 and not is_nullable and column_name <> $3",
            StoreLayout.Schema, version.Relation, SlicedVersion.Column).Select(row => (string)row[0]!).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
