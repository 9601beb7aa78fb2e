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

    public void Fits(RowSchema schema) => (_fits, _fitsAt) = (schema, ids.Alterations);

    public void Shown() => _shownAt = ids.Alterations;
}
