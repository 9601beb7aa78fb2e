using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Execution;

/// <summary>What a check of an asset has found.</summary>
/// <param name="Check">The check.</param>
/// <param name="Result">What it said.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Version">The version that it looked at; null where the store has no ids.</param>
internal sealed record CheckFinding(CheckDefinition Check, CheckResult Result, TimeSpan Duration, string? Version)
{
    /// <summary>How bad a failure is.</summary>
    public CheckSeverity Severity => Result.Severity ?? Check.Severity;

    /// <summary>Whether it failed, and that is an error.</summary>
    public bool IsError => !Result.Passed && Severity == CheckSeverity.Error;

    /// <summary>Whether it keeps what was checked from being published.</summary>
    public bool Blocks => IsError && Check.IsBlocking;
}
