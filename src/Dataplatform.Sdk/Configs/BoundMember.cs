namespace Dataplatform.Sdk.Configs;

/// <summary>A member and what it was configured to be.</summary>
/// <param name="Member">The member.</param>
/// <param name="Value">Its value.</param>
/// <param name="Source">The source that it is from; null for the default.</param>
internal sealed record BoundMember(ConfigMember Member, object? Value, string? Source)
{
    /// <summary>The value as it would be configured, secrets as <c>***</c>; null if there is none.</summary>
    public string? Text => Value is null ? null : Member.Type.Write(Value);
}
