using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>Whether the version of a package says what became of its contracts since an earlier one.</summary>
internal static class PackageVersionRules
{
    /// <summary>What is wrong with the version; null if nothing is.</summary>
    /// <param name="baseline">The version of the earlier contracts.</param>
    /// <param name="version">The version to be.</param>
    /// <param name="changes">What changed since.</param>
    public static string? Check(string baseline, string version, IReadOnlyList<ContractChange> changes)
    {
        if (Read(baseline) is not { } old)
        {
            return $"'{baseline}' is no version with which to compare. Set ContractsBaselineVersion to the version of the package that has the contracts of ContractsBaseline.";
        }

        if (Read(version) is not { } current)
        {
            return $"'{version}' is no version such as 1.2.0. Set Version.";
        }

        var impact = ContractComparison.Greatest(changes);
        var needed = Needed(old, impact);
        if (changes.Count == 0 || impact == ContractImpact.Patch || Compare(current, needed) >= 0)
        {
            return null;
        }

        var worst = changes.Where(change => change.Impact == impact).ToList();
        return $"{ContractRules.Sentence(worst[0])}{(worst.Count > 1 ? $" (and {(worst.Count - 1).ToString(CultureInfo.InvariantCulture)} more)" : string.Empty)}: "
            + $"a {impact.ToString().ToLowerInvariant()} change since {baseline}, so the version must be {string.Join(".", needed.Select(part => part.ToString(CultureInfo.InvariantCulture)))} or higher, and it is {version}.";
    }

    // Before 1.0 the second number is the one that breaks.
    private static int[] Needed(int[] old, ContractImpact impact) => impact == ContractImpact.Major && old[0] > 0 ? [old[0] + 1, 0, 0]
        : impact == ContractImpact.Minor && old[0] == 0 ? [0, old[1], old[2] + 1]
        : [old[0], old[1] + 1, 0];

    private static int Compare(int[] one, int[] other) => one.Zip(other, (a, b) => a.CompareTo(b)).FirstOrDefault(order => order != 0);

    // A preview of a version counts as that version.
    private static int[]? Read(string version)
    {
        var parts = version.Split('-', '+')[0].Split('.');
        var numbers = new int[3];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            if (i < 3)
            {
                numbers[i] = number;
            }
        }

        return parts.Length < 2 ? null : numbers;
    }
}
