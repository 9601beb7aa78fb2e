namespace Dataplatform.Sdk.Analyzers.Generators;

/// <summary>The names of the pipeline's steps, by which tests ask whether they were cached.</summary>
internal static class TrackingNames
{
    public const string Declarations = "Declarations";
    public const string Steps = "Steps";
    public const string ValidSteps = "ValidSteps";
    public const string StepClasses = "StepClasses";
    public const string Keys = "Keys";
    public const string Entries = "Entries";
    public const string Contracts = "Contracts";
    public const string Configs = "Configs";
    public const string Assembly = "Assembly";
    public const string Registration = "Registration";

    public static IReadOnlyList<string> All { get; } = [Declarations, Steps, ValidSteps, StepClasses, Keys, Entries, Contracts, Configs, Assembly, Registration];
}
