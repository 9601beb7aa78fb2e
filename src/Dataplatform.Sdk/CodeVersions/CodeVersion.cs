namespace Dataplatform.Sdk.CodeVersions;

/// <summary>What the code of an asset is, in a form that can be kept and compared with a later one.</summary>
/// <param name="Hash">Equal for equal meaning, as far as code versions see: 32 hexadecimal digits, or the text of <see cref="CodeVersionAttribute"/>.</param>
/// <param name="Build">
/// With what the code was compiled. Another configuration or compiler makes other code from the same source, so hashes of
/// different builds say nothing about each other. Empty for a declared version.
/// </param>
/// <param name="Parts">What the hash was made of, for people: the parts that differ say why.</param>
internal sealed record CodeVersion(string Hash, string Build, IReadOnlyList<CodePart> Parts)
{
    /// <summary>Whether the version was declared with <see cref="CodeVersionAttribute"/>.</summary>
    public bool IsDeclared { get; init; }
}
