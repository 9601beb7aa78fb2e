namespace Dataplatform.Sdk.Catalog;

/// <summary>All steps of one assembly; made by generated code.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Steps">Its steps, in the ordinal order of their names.</param>
public sealed record AssetCatalog(string Assembly, IReadOnlyList<StepDefinition> Steps)
{
    /// <summary>The shape of the generated code. A runtime refuses catalogs of a newer one.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The shape with which this catalog was generated.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The methods that observe external assets, in the ordinal order of their names.</summary>
    public IReadOnlyList<StepDefinition> Observers { get; init; } = [];

    /// <summary>The methods that check assets, in the ordinal order of their names.</summary>
    public IReadOnlyList<StepDefinition> Checks { get; init; } = [];

    /// <summary>The types of the assembly that are run configuration.</summary>
    public IReadOnlyList<Type> Configs { get; init; } = [];

    /// <summary>A catalog of the steps of several classes; called by generated code.</summary>
    /// <param name="assembly">The assembly's name.</param>
    /// <param name="classes">The steps of each class, the classes in ordinal order.</param>
    public static AssetCatalog Of(string assembly, params StepDefinition[][] classes) => new(assembly, [.. classes.SelectMany(steps => steps.Where(step => step is { Observes: null, Checks: null }))])
    {
        Observers = [.. classes.SelectMany(steps => steps.Where(step => step.Observes is not null))],
        Checks = [.. classes.SelectMany(steps => steps.Where(step => step.Checks is not null))],
    };
}
