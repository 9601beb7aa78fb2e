namespace Dataplatform.Sdk;

/// <summary>
/// Lets only so many steps run at once that use the same thing: an API, a licence, a database. A step takes one slot of each of
/// its pools for an attempt, and gives them back when the attempt ends, however it ends. On a class it counts for all its assets,
/// in addition to what they say themselves.
/// </summary>
/// <remarks>All runs of a process share a pool. The configuration has the last word on its size:
/// <c>Dataplatform:Pools:api = 4</c>.</remarks>
/// <param name="name">The pool's name.</param>
/// <example><code>[Asset, Pool("api", Slots = 2)]</code></example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class PoolAttribute(string name) : Attribute
{
    /// <summary>The pool's name.</summary>
    public string Name { get; } = name;

    /// <summary>How many steps may be in the pool at once. It need be said in one place only; where several do, they must agree.</summary>
    /// <value>Default: what another asset of the pool says, and 1 if none does.</value>
    public int Slots { get; set; }
}
