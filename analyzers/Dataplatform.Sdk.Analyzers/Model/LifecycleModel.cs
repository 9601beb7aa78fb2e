namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>What a method says of its assets' past and future.</summary>
/// <param name="Version">The number of the contract.</param>
/// <param name="Supersedes">The key of the asset in whose place it stands.</param>
/// <param name="Retires">The last day on which it is made.</param>
/// <param name="RenamedFrom">The keys that it had before.</param>
internal sealed record LifecycleModel(int Version, string? Supersedes, string? Retires, EquatableArray<string> RenamedFrom)
{
    /// <summary>What a method says that says nothing.</summary>
    public static LifecycleModel None { get; } = new(1, null, null, []);
}
