namespace Dataplatform.Sdk.Stores;

/// <summary>What is done to a column of the rows there are.</summary>
public enum ColumnAlterationKind
{
    /// <summary>It is new.</summary>
    Add,

    /// <summary>It goes, with its values.</summary>
    Drop,

    /// <summary>It stays, though the contract does not have it any more.</summary>
    Keep,

    /// <summary>Its type changes.</summary>
    Convert,
}
