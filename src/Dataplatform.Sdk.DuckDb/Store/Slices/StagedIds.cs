using System.Globalization;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store.Slices;

/// <summary>Ids for the partitions of a stage, one after the other in the order of the slice. Nobody reads rows with them until the transaction that writes them is over.</summary>
/// <param name="pins">Has the gate.</param>
/// <param name="version">The version into which they are staged.</param>
/// <param name="ids">The ids of its table.</param>
/// <param name="first">The first id.</param>
/// <param name="count">How many there are.</param>
internal sealed class StagedIds(VersionPins pins, SlicedVersion version, TableIds ids, long first, int count) : IDisposable
{
    public SlicedVersion Version => version;

    public long First => first;

    /// <summary>What was done to the columns of the table.</summary>
    public IReadOnlyList<ColumnAlteration> Alterations { get; init; } = [];

    /// <summary>The columns whose values may not be missing, though the table would allow it.</summary>
    public IReadOnlyList<ColumnSchema> Unchecked { get; init; } = [];

    /// <summary>The rows that were staged, for behind <c>from</c>.</summary>
    public string Rows => string.Create(CultureInfo.InvariantCulture, $"(from {version.Rows} where {SlicedVersion.QuotedColumn} between {first} and {first + count - 1})");

    /// <summary>The rows that were staged and those of no partition, for behind <c>from</c>; the latter have the negative of the first id.</summary>
    public string AllRows => count == 1 ? Rows : string.Create(CultureInfo.InvariantCulture, $"({Rows} union all from {version.Rows} where {SlicedVersion.QuotedColumn} = -{first})");

    /// <summary>Says that the transaction is over, either way.</summary>
    public void Dispose()
    {
        lock (pins.Gate)
        {
            ids.Settle(first, count);
        }
    }
}
