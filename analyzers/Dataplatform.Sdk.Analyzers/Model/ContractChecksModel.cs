namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>What the rows of a contract promise beyond their types.</summary>
/// <param name="Lines">A line for each check, as <c>ContractChecks</c> reads them.</param>
/// <param name="Types">The contracts of other assets, with <c>global::</c>, by their ordinals in the lines.</param>
internal sealed record ContractChecksModel(EquatableArray<string> Lines, EquatableArray<string> Types)
{
    public static ContractChecksModel None { get; } = new(Array.Empty<string>().ToEquatable(), Array.Empty<string>().ToEquatable());
}
