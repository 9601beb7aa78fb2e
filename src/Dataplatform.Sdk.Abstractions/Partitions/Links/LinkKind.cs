namespace Dataplatform.Sdk.Partitions;

/// <summary>How the keys of a dimension of the upstream follow from those of the reader.</summary>
internal enum LinkKind
{
    /// <summary>The same key, or for time the windows that overlap.</summary>
    Same,

    /// <summary>All there are.</summary>
    All,

    /// <summary>The last there is.</summary>
    Last,

    /// <summary>As pairs of keys say.</summary>
    Pairs,

    /// <summary>As a function of the user's says.</summary>
    Function,
}
