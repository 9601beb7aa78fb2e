namespace Dataplatform.Sdk.Catalog;

/// <summary>What an asset is made of.</summary>
public enum ValueKind
{
    /// <summary>Rows of a contract.</summary>
    Rows,

    /// <summary>One value.</summary>
    Artifact,

    /// <summary>Nothing that the platform can read: the effect is outside.</summary>
    Effect,
}
