namespace Dataplatform.Sdk;

/// <summary>
/// Says until when an asset is made. Until then its readers are warned when they are built; <c>validate</c> warns once the day is
/// over. A build that knows the day (<c>ContractsToday</c>) fails for readers after it.
/// </summary>
/// <param name="day">The last day: <c>2026-12-31</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RetiresAttribute(string day) : Attribute
{
    /// <summary>The last day.</summary>
    public string Day { get; } = day;
}
