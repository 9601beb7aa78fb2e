namespace Dataplatform.Sdk;

/// <summary>
/// Lets an asset go first where not all that are ready can run at once: among the parallel steps of its run and in its pools. It
/// does not hurry what the asset reads. On a class it counts for each of its assets that says nothing itself.
/// </summary>
/// <param name="priority">The higher goes first. Without the attribute it is 0; it may be negative.</param>
/// <example><code>[Asset, Priority(10)]</code></example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class PriorityAttribute(int priority) : Attribute
{
    /// <summary>The priority; the higher goes first.</summary>
    public int Priority { get; } = priority;
}
