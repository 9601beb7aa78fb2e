namespace Dataplatform.Sdk;

/// <summary>
/// Declares the code version of an asset by hand. Without it the version is computed from the compiled method and everything
/// that it reaches in your assemblies; with it the asset's code is only taken for changed when this text changes.
/// </summary>
/// <param name="version">Any text that is not blank: <c>2</c>, <c>2024-06 model</c>.</param>
/// <example><code>[Asset, CodeVersion("3")] public static Model Fit(IReadOnlyList&lt;Sample&gt; samples) =&gt; …</code></example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CodeVersionAttribute(string version) : Attribute
{
    /// <summary>The version.</summary>
    public string Version { get; } = version;
}
