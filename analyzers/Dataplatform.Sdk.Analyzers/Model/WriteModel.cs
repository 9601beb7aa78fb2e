namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>What [Write] says, in the names of members as they are written.</summary>
/// <param name="Mode">The member of <c>WriteMode</c>.</param>
/// <param name="Keys">The members of the key.</param>
/// <param name="UpdatedAt">The member that grows; null if there is none.</param>
/// <param name="HardDeletes">The member of <c>HardDeletes</c>.</param>
/// <param name="OnSchemaChange">The member of <c>SchemaChange</c>.</param>
internal sealed record WriteModel(string Mode, EquatableArray<string> Keys, string? UpdatedAt, string HardDeletes, string OnSchemaChange)
{
    /// <summary>The settings that are written, whatever they say.</summary>
    public EquatableArray<string> Settings { get; init; }
}
