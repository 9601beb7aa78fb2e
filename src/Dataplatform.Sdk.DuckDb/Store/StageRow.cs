using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store.Slices;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>A version as it is begun.</summary>
/// <param name="Key">The asset.</param>
/// <param name="Version">Its id.</param>
/// <param name="Fence">Its fence.</param>
/// <param name="Kind">One of <see cref="VersionKind"/>.</param>
/// <param name="Relation">The table or view in the hidden schema; null for an artifact.</param>
internal sealed record StageRow(AssetKey Key, string Version, long Fence, string Kind, string? Relation)
{
    /// <summary>The version from which this one goes on; null if it goes on from none.</summary>
    public string? Base { get; init; }

    /// <summary>Whether it may be published only over its base.</summary>
    public bool GoesOn { get; init; }

    /// <summary>How it is written: see <see cref="WriteText"/>.</summary>
    public string? Write { get; init; }

    /// <summary>What its content is known by; null for a view, or if nobody wants to know.</summary>
    public string? DataVersion { get; init; }

    /// <summary>The partitions, if only they are staged; null if it is the asset as a whole.</summary>
    public StagedSlice? Slice { get; init; }

    /// <summary>Names everything after the session's fence and the number of the stage within the session.</summary>
    public static StageRow Begin(AssetKey key, string kind, long fence, int number, TimeProvider clock)
    {
        var version = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        return new(key, version, fence, kind, kind == VersionKind.Artifact ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{key.Path}@{fence}.{number}"));
    }

    /// <summary>The relation, quoted.</summary>
    public string QuotedRelation => StoreLayout.Relation(Relation!);

    /// <summary>Creates the empty table of a contract: typed and not null, whatever the rows will say.</summary>
    public void CreateTable(DuckDbConnection connection, RowSchema schema) =>
        connection.Execute($"create table {QuotedRelation} ({Columns(schema)})");

    /// <summary>The columns of a contract's table.</summary>
    public static string Columns(RowSchema schema) => string.Join(", ", schema.Columns.Select(column =>
        $"{ColumnMatch.Quote(column)} {ColumnMatch.Name(column)}{(column.IsNullable ? "" : " not null")}"));
}
