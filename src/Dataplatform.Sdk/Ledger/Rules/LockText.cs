using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>
/// Writes a lock as text: one fact a line, the lines in ordinal order, nothing in it that another line would have to know.
/// So two branches that both add something merge without a conflict, or by keeping the lines of both.
/// </summary>
internal static class LockText
{
    /// <summary>The command that writes the file.</summary>
    public const string Command = "dotnet build -t:LockContracts";

    private const string Header =
        "# What the public assets of this project promise their readers, one fact a line.\n# Written by '" + Command + "'; check it in, and keep the lines of both sides in a merge.\n";

    /// <summary>The text, with a line feed after each line.</summary>
    public static string Write(ContractsLock contracts)
    {
        var lines = contracts.Assets.SelectMany(Lines)
            .Concat(contracts.Retired.Select(asset => $"{asset.Key} retired{For(asset.Successor)}"))
            .OrderBy(line => line, StringComparer.Ordinal);
        var text = new StringBuilder(Header);
        foreach (var line in lines)
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> Lines(AssetContract asset)
    {
        yield return $"{asset.Key} is {asset.Form}";
        foreach (var column in asset.Columns)
        {
            yield return $"{asset.Key} column {column.Path} {column.TypeText}{(column.Texts is { } texts ? " in " + string.Join(" ", texts) : string.Empty)}";
        }

        foreach (var column in asset.RetiredColumns)
        {
            yield return $"{asset.Key} retired-column {column.Path} {column.TypeText}{For(column.Successor)}";
        }

        if (asset.WriteKey.Count > 0)
        {
            yield return $"{asset.Key} key {string.Join(" ", asset.WriteKey)}";
        }

        foreach (var dimension in asset.Partitions)
        {
            yield return $"{asset.Key} partitions {dimension}";
        }

        foreach (var check in asset.Checks)
        {
            yield return $"{asset.Key} check {check}";
        }

        // The first version is what there is unless something else is said.
        if (asset.Version != 1)
        {
            yield return $"{asset.Key} version {asset.Version.ToString(CultureInfo.InvariantCulture)}";
        }

        if (asset.Supersedes is { } superseded)
        {
            yield return $"{asset.Key} supersedes {superseded}";
        }

        if (asset.Retires is { } day)
        {
            yield return $"{asset.Key} retires {day}";
        }
    }

    private static string For(string? successor) => successor is null ? string.Empty : " for " + successor;
}
