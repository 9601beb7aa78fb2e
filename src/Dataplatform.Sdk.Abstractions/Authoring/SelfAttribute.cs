namespace Dataplatform.Sdk;

/// <summary>
/// The parameter is the asset's own last published version; null when there is none, so its type must be nullable. Where the asset is
/// partitioned by time it is the window before the one that is made, which has to be there first; of the first window it is null.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SelfAttribute : Attribute
{
    /// <summary>How many windows before the one that is made.</summary>
    /// <value>Default: 1.</value>
    public int Lookback { get; set; } = 1;
}
