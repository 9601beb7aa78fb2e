using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>What becomes of the columns of rows that are kept.</summary>
internal sealed class ColumnChanges
{
    private readonly RowSchema _schema;
    private readonly HashSet<string> _there;

    private ColumnChanges(RowSchema schema, IReadOnlyList<DuckDbColumn> there, IReadOnlyList<ColumnAlteration> alterations)
    {
        _schema = schema;
        _there = there.Select(column => column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Alterations = alterations;
        Kept = [.. alterations.Where(alteration => alteration.Kind == ColumnAlterationKind.Keep)];
    }

    public IReadOnlyList<ColumnAlteration> Alterations { get; }

    /// <summary>The columns that stay although the contract does not have them any more.</summary>
    public IReadOnlyList<ColumnAlteration> Kept { get; }

    /// <summary>Compares; what is refused is said, not thrown.</summary>
    /// <param name="schema">The contract.</param>
    /// <param name="there">The columns of the rows that are kept; null if there are none.</param>
    /// <param name="policy">What may be done.</param>
    public static ColumnChanges Of(RowSchema schema, IReadOnlyList<DuckDbColumn>? there, SchemaChange policy)
    {
        if (there is null)
        {
            return new(schema, [], []);
        }

        var found = there.ToDictionary(column => column.Name, StringComparer.OrdinalIgnoreCase);
        var wanted = schema.Columns.Select(column => column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var alterations = schema.Columns.Select(column => found.TryGetValue(column.Name, out var old) ? Converted(schema, column, old, policy) : Added(schema, column, policy))
            .Concat(there.Where(column => !wanted.Contains(column.Name)).Select(column => Left(column, policy)));
        return new(schema, there, [.. alterations.OfType<ColumnAlteration>()]);
    }

    /// <exception cref="DataplatformException">A column may not be altered as it would have to be; all of them are named.</exception>
    public void ThrowIfRefused(AssetKey key)
    {
        var refused = Alterations.Where(alteration => alteration.Refusal is not null).ToList();
        if (refused.Count > 0)
        {
            throw new DataplatformException(
                $"'{key}' keeps the rows of earlier runs, and their columns are not those of the contract '{_schema.Name}':{string.Concat(refused.Select(alteration => $"\n  - {alteration.Refusal}"))}\nNothing has been altered. --full-refresh makes the asset from nothing.");
        }
    }

    /// <summary>The kept rows with the columns of the contract, and then those that stay besides; for a select list.</summary>
    public string OfKeptRows() => string.Join(", ", _schema.Columns
        .Select(column => $"cast({(_there.Contains(column.Name) ? ColumnMatch.Quote(column) : "null")} as {ColumnMatch.Name(column)}) as {ColumnMatch.Quote(column)}")
        .Concat(Kept.Select(left => StoreLayout.Quote(left.Column))));

    /// <summary>The columns that stay besides, without a value; begins with a comma.</summary>
    public string OfNewRows() => string.Concat(Kept.Select(left => $", cast(null as {left.Type}) as {StoreLayout.Quote(left.Column)}"));

    /// <summary>The columns that stay besides, for a table that is created; begins with a comma.</summary>
    public string Definitions() => string.Concat(Kept.Select(left => $", {StoreLayout.Quote(left.Column)} {left.Type}"));

    private static ColumnAlteration? Converted(RowSchema schema, ColumnSchema column, DuckDbColumn old, SchemaChange policy)
    {
        if (old.Type.ToString() == ColumnTypes.ToDuckDb(column.Type).ToString())
        {
            return null;
        }

        var refusal = NestedConversions.Of(ValuePlace.Of(schema, column), old.Type, allowExtra: true).Select(place => place.Problem).FirstOrDefault(problem => problem is not null) is not null
            ? $"Column '{column.Name}' is {old.Type}, and not every value can become {ColumnMatch.Name(column)} ('{schema.Name}.{column.Member}'). Give the member the old type, or another name."
            : policy == SchemaChange.Sync ? null
            : $"Column '{column.Name}' is {old.Type} and is to be {ColumnMatch.Name(column)} ('{schema.Name}.{column.Member}'). [Write(OnSchemaChange = SchemaChange.Sync)] converts it.";
        return new(ColumnAlterationKind.Convert, old.Name, ColumnMatch.Name(column)) { Refusal = refusal };
    }

    private static ColumnAlteration Added(RowSchema schema, ColumnSchema column, SchemaChange policy) => new(ColumnAlterationKind.Add, column.Name, ColumnMatch.Name(column))
    {
        Refusal = policy == SchemaChange.Fail
            ? $"Column '{column.Name}' ('{schema.Name}.{column.Member}', {ColumnMatch.Name(column)}) is new. [Write(OnSchemaChange = SchemaChange.AppendNewColumns)] adds it, without values in the rows there are."
            : column.IsNullable ? null
            : $"Column '{column.Name}' ('{schema.Name}.{column.Member}', {ColumnMatch.Name(column)}) is new and has no value in the rows there are. Make the member nullable.",
    };

    private static ColumnAlteration Left(DuckDbColumn column, SchemaChange policy) =>
        new(policy == SchemaChange.Sync ? ColumnAlterationKind.Drop : ColumnAlterationKind.Keep, column.Name, column.Type.ToString())
        {
            Refusal = policy == SchemaChange.Fail
                ? $"Column '{column.Name}' ({column.Type}) is not in the contract any more. [Write(OnSchemaChange = SchemaChange.Sync)] drops it, SchemaChange.AppendNewColumns keeps it."
                : null,
        };
}
