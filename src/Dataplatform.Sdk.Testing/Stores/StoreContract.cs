namespace Dataplatform.Sdk.Testing;

/// <summary>
/// What every <see cref="Stores.IAssetStore"/> promises, as cases that any test framework can run. They throw plain
/// exceptions. What a store owes to those whose process dies is the matter of <see cref="StoreCrash"/>.
/// </summary>
public static class StoreContract
{
    /// <summary>All cases.</summary>
    public static IReadOnlyList<StoreContractCase> Cases { get; } =
    [
        .. PublicationCases.All, .. FenceCases.All, .. ReaderCases.All, .. RowCases.All, .. ArtifactCases.All, .. StagedCases.All,
        .. FailureCases.All, .. DataVersionCases.All, .. DurableCases.All, .. QueryCases.All, .. ViewCases.All,
        .. AppendCases.All, .. MergeCases.All, .. SnapshotCases.All, .. ColumnCases.All, .. RollbackCases.All,
        .. PartitionCases.All, .. PartitionRowCases.All, .. PartitionReaderCases.All, .. PartitionFenceCases.All, .. PartitionLifeCases.All, .. PartitionColumnCases.All,
        .. PartitionValueCases.All,
    ];

    /// <summary>The cases that concern a store.</summary>
    /// <param name="capabilities">What the store can do.</param>
    public static IEnumerable<StoreContractCase> For(StoreCapabilities capabilities) =>
        Cases.Where(@case => capabilities.HasFlag(@case.Needs));

    /// <summary>The case of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static StoreContractCase Case(string name) => Cases.FirstOrDefault(@case => @case.Name == name)
        ?? throw new ArgumentException($"The store contract has no case '{name}'.", nameof(name));
}
