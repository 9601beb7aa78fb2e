namespace Dataplatform.Sdk.Checks;

/// <summary>
/// The value is there in another asset. Missing values count for nothing. The other asset is the one with rows of
/// <typeparamref name="T"/>: in the domain of the checked asset, or else in all of them. It is made before.
/// </summary>
/// <typeparam name="T">The contract of the other asset.</typeparam>
/// <param name="member">The member of the other contract: <c>nameof(Customer.CustomerId)</c>.</param>
/// <example><code>[ForeignKey&lt;Customer&gt;(nameof(Customer.CustomerId))] long CustomerId</code></example>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property, AllowMultiple = true)]
public sealed class ForeignKeyAttribute<T>(string member) : ContractCheckAttribute
{
    /// <summary>The member of the other contract.</summary>
    public string Member { get; } = member;
}
