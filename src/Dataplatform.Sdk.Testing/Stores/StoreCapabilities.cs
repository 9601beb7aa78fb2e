namespace Dataplatform.Sdk.Testing;

/// <summary>What a store can do beyond keeping assets; the contract asks only for what a store claims.</summary>
[Flags]
public enum StoreCapabilities
{
    /// <summary>It keeps rows and values for as long as it is open.</summary>
    None = 0,

    /// <summary>What it keeps is there when the store is opened again on the same place.</summary>
    Durable = 1,

    /// <summary>Several stores may be open on the same place at once, in one process at least.</summary>
    Shared = 2,

    /// <summary>It has a <see cref="Stores.IAssetStore.Dialect"/>: it stages the results of queries. The contract's queries are
    /// plain SQL with public names, <c>select</c>, <c>where</c>, <c>union all</c> and casts.</summary>
    Queries = 4,

    /// <summary>It keeps views.</summary>
    Views = 8,

    /// <summary>It is an <see cref="Stores.IQueryableStore"/>.</summary>
    AdHocQueries = 16,

    /// <summary>It keeps rows of earlier runs, as <see cref="Stores.StageTarget.Write"/> says.</summary>
    WriteModes = 32,

    /// <summary>It keeps versions before the published one and goes back to them. For these cases it must be opened so that three versions of an asset stay.</summary>
    Rollback = 64,

    /// <summary>It keeps partitions: stages a <see cref="Stores.StageTarget.Slice"/>, and publishes and reads partitions one by one.</summary>
    Partitions = 128,

    /// <summary>All of them.</summary>
    All = Durable | Shared | Queries | Views | AdHocQueries | WriteModes | Rollback | Partitions,
}
