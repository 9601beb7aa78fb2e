namespace Dataplatform.Sdk;

/// <summary>
/// Says what the rows of a run do to those of the runs before it; without it they replace them. The asset has all rows before it is
/// checked and published, and a step that is repeated within a run begins again with what was there before that run.
/// <c>materialize --full-refresh</c> makes it from nothing.
/// </summary>
/// <param name="mode">What the rows do.</param>
/// <example>
/// <code>
/// [Asset, Write(WriteMode.Merge, Key = nameof(Order.OrderId))]
/// public static IAsyncEnumerable&lt;Order&gt; Orders(IShopApi shop, [Self] Table&lt;Order&gt;? orders) =&gt; …
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WriteAttribute(WriteMode mode) : Attribute
{
    /// <summary>What the rows do.</summary>
    public WriteMode Mode { get; } = mode;

    /// <summary>The member of the contract that tells rows apart, for <see cref="WriteMode.Merge"/> and <see cref="WriteMode.Snapshot"/>; it
    /// is not nullable.</summary>
    /// <value>Default: none.</value>
    public string? Key { get; set; }

    /// <summary>The members that tell rows apart together, in place of <see cref="Key"/>.</summary>
    /// <value>Default: none.</value>
    public string[]? Keys { get; set; }

    /// <summary>For <see cref="WriteMode.Snapshot"/>: the member, a <see cref="DateTimeOffset"/>, that grows whenever a row changes. It
    /// is also when the new version begins.</summary>
    /// <value>Default: none; then a row has changed when any of its values has, and the version begins with the run.</value>
    public string? UpdatedAt { get; set; }

    /// <summary>For <see cref="WriteMode.Snapshot"/>: what becomes of keys that do not come any more.</summary>
    /// <value>Default: <see cref="HardDeletes.Ignore"/>.</value>
    public HardDeletes HardDeletes { get; set; }

    /// <summary>What becomes of the rows there are when the contract has other columns now.</summary>
    /// <value>Default: <see cref="SchemaChange.Fail"/>.</value>
    public SchemaChange OnSchemaChange { get; set; }
}
