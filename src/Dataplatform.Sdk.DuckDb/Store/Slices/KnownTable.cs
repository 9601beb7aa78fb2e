namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>What a store that is open knows of a table, so that it asks the database once and not with each publication of a partition.</summary>
/// <param name="ids">The ids of the table.</param>
internal sealed class KnownTable(TableIds ids)
{
    private RowSchema? _fits;
    private int _fitsAt;
    private int _shownAt = -1;

    public TableIds Ids => ids;

    /// <summary>Whether the database was asked for its last id.</summary>
    public bool HasLast { get; set; }

    /// <summary>Whether the public name shows the columns that the table has.</summary>
    public bool IsShown => _shownAt == ids.Alterations;

    /// <summary>Whether rows of a contract can be written.</summary>
    public bool FitsNow(RowSchema schema) => ReferenceEquals(_fits, schema) && _fitsAt == ids.Alterations;

    /// <summary>The columns of that contract whose values may not be missing, though the table would allow it.</summary>
    public IReadOnlyList<ColumnSchema> Unchecked { get; private set; } = [];

    /// <summary>Notes that rows of a contract can be written.</summary>
    /// <param name="schema">The contract.</param>
    /// <param name="required">The columns in which the table lets no value be missing.</param>
    public void Fits(RowSchema schema, IReadOnlySet<string> required)
    {
        (_fits, _fitsAt) = (schema, ids.Alterations);
        Unchecked = [.. schema.Columns.Where(column => !column.IsNullable && !required.Contains(column.Name))];
    }

    public void Shown() => _shownAt = ids.Alterations;
}
