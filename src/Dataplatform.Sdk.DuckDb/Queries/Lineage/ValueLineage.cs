namespace Dataplatform.Sdk.DuckDb.Queries.Lineage;

/// <summary>Where a value comes from.</summary>
/// <param name="Sources">The columns.</param>
/// <param name="Shape">What is known of the values within; null if nothing is.</param>
internal sealed record ValueLineage(SourceSet Sources, ValueShape? Shape = null)
{
    /// <summary>Of a value that comes from nowhere: a constant.</summary>
    public static ValueLineage None => new(new SourceSet());

    /// <summary>Of a value that is computed from others.</summary>
    public static ValueLineage Of(IEnumerable<ValueLineage> values)
    {
        var sources = new SourceSet();
        foreach (var value in values)
        {
            sources.Add(value.Sources);
        }

        return new ValueLineage(sources);
    }
}
