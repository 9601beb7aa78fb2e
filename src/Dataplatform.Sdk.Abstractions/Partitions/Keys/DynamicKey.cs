using System.Diagnostics;

namespace Dataplatform.Sdk;

/// <summary>The key of a partition that was added at run time: any text that is not empty.</summary>
/// <param name="Value">The text.</param>
/// <example><code>
/// [Asset, DynamicPartitions("customers")]
/// public static IAsyncEnumerable&lt;Order&gt; Orders(IShop shop, DynamicKey customer) =&gt; shop.OrdersOf(customer.Value);
/// </code></example>
[DebuggerDisplay("{Value,nq}")]
public readonly record struct DynamicKey(string Value) : IComparable<DynamicKey>
{
    /// <summary>Ordinal order of the texts.</summary>
    public int CompareTo(DynamicKey other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The text.</summary>
    public override string ToString() => Value;

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator <(DynamicKey left, DynamicKey right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator >(DynamicKey left, DynamicKey right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator <=(DynamicKey left, DynamicKey right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order of the texts.</summary>
    public static bool operator >=(DynamicKey left, DynamicKey right) => left.CompareTo(right) >= 0;
}
