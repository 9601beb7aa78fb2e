namespace Dataplatform.Sdk.CodeVersions;

/// <summary>Where an assembly comes from.</summary>
/// <param name="Kind">How far it is looked into.</param>
/// <param name="Package">Name and version of the package; null for other kinds.</param>
internal sealed record CodeOrigin(CodeOriginKind Kind, string? Package = null)
{
    public static readonly CodeOrigin Own = new(CodeOriginKind.Own);

    public static readonly CodeOrigin Platform = new(CodeOriginKind.Platform);
}
