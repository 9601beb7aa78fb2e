namespace Dataplatform.Sdk.Checks;

/// <summary>No two rows have the same value here; on the contract, the same values of several members. Missing values count for nothing.</summary>
/// <example><code>[Contract, Unique(nameof(OrderId), nameof(Line))] public sealed record OrderLine([property: Unique] long Id, long OrderId, int Line);</code></example>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true)]
public sealed class UniqueAttribute : ContractCheckAttribute
{
    /// <summary>The member that it stands on.</summary>
    public UniqueAttribute() => Members = [];

    /// <summary>Several members together.</summary>
    /// <param name="members">The members' names: <c>nameof(OrderId)</c>.</param>
    public UniqueAttribute(params string[] members) => Members = members;

    /// <summary>The members; empty for the one that it stands on.</summary>
    public IReadOnlyList<string> Members { get; }
}
