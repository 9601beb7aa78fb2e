namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>What may change about a contract.</summary>
internal enum ContractChangeKind
{
    AssetAdded,
    AssetGone,
    AssetHidden,
    AssetRenamed,
    AssetReturns,
    Form,
    ColumnAdded,
    ColumnGone,
    ColumnRenamed,
    ColumnReturns,
    ColumnType,
    ColumnNullable,
    ColumnRequired,
    ColumnValuesAdded,
    ColumnValuesGone,
    KeyAdded,
    KeyChanged,
    PartitionsChanged,
    PartitionsAdded,
    CheckAdded,
    CheckGone,
    VersionRaised,
    VersionLowered,
    Supersedes,
    RetiresLater,
    RetiresSooner,
}
