namespace Dataplatform.Sdk.Status;

/// <summary>Whether what is published is what the code and the inputs of today would give.</summary>
internal enum Freshness
{
    /// <summary>It is, as far as anybody can tell.</summary>
    Fresh,

    /// <summary>It may not be.</summary>
    Stale,

    /// <summary>Nothing is published.</summary>
    Missing,

    /// <summary>Nothing is published, and there is nothing to compute: its method leaves it out, or that of what it reads.</summary>
    LeftOut,

    /// <summary>Somebody else makes it, or it is no more than a query within others: there is nothing to compute.</summary>
    NotKept,
}
