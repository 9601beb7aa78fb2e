using Dataplatform.Sdk.Ledger.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>What a project says about its contracts: the properties that the package's targets let the compiler see.</summary>
/// <param name="IsLocking">Whether this build writes the lock.</param>
/// <param name="Accepts">Whether it writes changes that break a promise.</param>
/// <param name="Today">The day by which assets are judged to have ended; null if they are not.</param>
/// <param name="Baseline">The path of the lock of an earlier package; null for none.</param>
/// <param name="BaselineVersion">The version of that package.</param>
/// <param name="PackageVersion">The version to be.</param>
internal sealed record LedgerSettings(bool IsLocking, bool Accepts, string? Today, string? Baseline, string BaselineVersion, string PackageVersion)
{
    public static LedgerSettings Of(AnalyzerConfigOptions options)
    {
        var isLocking = Is(options, "LockContracts");
        var baseline = Text(options, "ContractsBaseline");
        return new(
            isLocking,
            isLocking && Is(options, "AcceptContractChanges"),
            Text(options, "ContractsToday") is { } today && RetirementDay.IsDay(today) ? today : null,
            baseline,
            Text(options, "ContractsBaselineVersion") ?? string.Empty,
            Text(options, "PackageVersion") ?? Text(options, "Version") ?? string.Empty);
    }

    /// <summary>Whether a file is the project's lock.</summary>
    public static bool IsLock(AdditionalText file) => Name(file.Path) == ContractsLock.FileName;

    /// <summary>The name of a path, whichever way its folders are separated.</summary>
    public static string Name(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);

    private static bool Is(AnalyzerConfigOptions options, string name) => string.Equals(Text(options, name), "true", StringComparison.OrdinalIgnoreCase);

    private static string? Text(AnalyzerConfigOptions options, string name) => options.TryGetValue("build_property." + name, out var value) && value.Length > 0 ? value : null;
}
