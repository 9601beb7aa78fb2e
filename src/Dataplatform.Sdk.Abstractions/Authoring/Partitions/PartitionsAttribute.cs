namespace Dataplatform.Sdk;

/// <summary>
/// Divides what a method makes into partitions: each is computed, replaced, failed and stale by itself. One attribute is one dimension, and
/// several together divide by every combination of their keys. Use one of the attributes derived from this one.
/// </summary>
/// <remarks>All assets of a method are divided alike. A parameter of the key's type takes the key that is made; a dimension need not have
/// one.</remarks>
public abstract class PartitionsAttribute : Attribute
{
    private protected PartitionsAttribute()
    {
    }

    /// <summary>What people call the dimension, in snake_case: <c>--partition region=eu</c>. Of several dimensions that are divided alike
    /// each needs a name of its own, and a parameter belongs to the one that it is named after.</summary>
    /// <value>Default: <c>hour</c>, <c>day</c>, <c>week</c>, <c>month</c>, <c>time</c> for a cron expression, the name of the enum, or that of
    /// the set of keys.</value>
    public string? Name { get; set; }

    /// <summary>The member of the contract that tells to which partition a row belongs: <c>By = nameof(Order.OrderedOn)</c>. A row that a
    /// run writes outside of its own partitions is then an error that names the row. It is not nullable, and is a
    /// <see cref="DateTimeOffset"/>, <see cref="DateTime"/> or <see cref="DateOnly"/> for time, the enum or a text for keys.</summary>
    /// <remarks>A <see cref="DateTime"/> is what the clock shows in the dimension's time zone. Where the clock can show an hour twice, hours and
    /// what is shorter need a <see cref="DateTimeOffset"/>. A <see cref="DateOnly"/> needs windows that begin at midnight.</remarks>
    /// <value>Default: none; all rows of a run are taken for rows of its partition.</value>
    public string? By { get; set; }
}
