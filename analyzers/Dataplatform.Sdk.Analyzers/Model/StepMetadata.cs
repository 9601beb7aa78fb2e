namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>What the attributes and the documentation say about an asset.</summary>
/// <param name="As">The member of <c>Materialize</c>.</param>
/// <param name="Kinds">As written; empty means the default of each output.</param>
internal sealed record StepMetadata(
    string As,
    string Group,
    EquatableArray<string> Owners,
    EquatableArray<string> Tags,
    EquatableArray<string> Kinds,
    string? Description,
    string? Store,
    WriteModel? Write)
{
    public LifecycleModel Lifecycle { get; init; } = LifecycleModel.None;
}
