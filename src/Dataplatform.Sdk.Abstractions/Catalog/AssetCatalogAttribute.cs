namespace Dataplatform.Sdk.Catalog;

/// <summary>
/// Marks an assembly that has assets and names its generated registration, so that a referencing app's
/// <c>AddAssets()</c> finds it. Written by the generator.
/// </summary>
/// <param name="schemaVersion">The shape of the generated code.</param>
/// <param name="registration">A class with a public static property <c>Catalog</c> of type <see cref="AssetCatalog"/>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class AssetCatalogAttribute(int schemaVersion, Type registration) : Attribute
{
    /// <summary>The shape of the generated code.</summary>
    public int SchemaVersion { get; } = schemaVersion;

    /// <summary>The generated registration.</summary>
    public Type Registration { get; } = registration;

    /// <summary>The version of the compiler that built the assembly.</summary>
    /// <value>Default: null, if the generator did not say.</value>
    public string? Compiler { get; set; }
}
