namespace Dataplatform.Sdk.Catalog;

/// <summary>All steps of one assembly; made by generated code.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Steps">Its steps, in the ordinal order of their names.</param>
public sealed record AssetCatalog(string Assembly, IReadOnlyList<StepDefinition> Steps)
{
    /// <summary>Makes a catalog of the steps of several classes.</summary>
    /// <param name="assembly">The assembly's name.</param>
    /// <param name="classes">The steps of each class, the classes in ordinal order.</param>
    public AssetCatalog(string assembly, params StepDefinition[][] classes)
        : this(assembly, (IReadOnlyList<StepDefinition>)[.. classes.SelectMany(steps => steps)])
    {
    }

    /// <summary>The shape of the generated code. A runtime refuses catalogs of a newer one.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The shape with which this catalog was generated.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;
}
