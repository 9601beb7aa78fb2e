using System;
using System.Collections.Generic;
using System.Linq;

namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>
/// What changed about the columns. The measure is a reader with a contract of its own, as rule DP1008 compares it: what such a
/// reader could ask for before and cannot any more is breaking.
/// </summary>
internal static class ColumnComparison
{
    public static IEnumerable<ContractChange> Compare(AssetContract was, AssetContract now)
    {
        var renaming = Renaming.Of(was, now);
        var current = new Dictionary<string, ColumnContract>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in now.Columns)
        {
            current[column.Path] = column;
        }

        // What is within a column that is gone or has another type has gone with it.
        var closed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var kept = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var old in was.Columns.OrderBy(column => column.Path.Length))
        {
            if (ColumnPath.Parent(old.Path) is { } parent && closed.Contains(parent))
            {
                closed.Add(old.Path);
                continue;
            }

            var path = renaming.Forth(old.Path);
            if (!current.TryGetValue(path, out var column))
            {
                closed.Add(old.Path);
                yield return Change(ContractChangeKind.ColumnGone, ContractImpact.Major, now, old.Path, $"{Name(old.Path, now)} is gone");
                continue;
            }

            kept.Add(column.Path);
            if (renaming.Successor(old.Path) is not null)
            {
                yield return Change(ContractChangeKind.ColumnRenamed, ContractImpact.Major, now, column.Path, $"{Name(old.Path, now)} is '{ColumnPath.Readable(column.Path)}' now") with { IsDeliberate = true };
            }

            if (old.Type != column.Type)
            {
                closed.Add(old.Path);
                closed.Add(column.Path);
                yield return Change(ContractChangeKind.ColumnType, ContractImpact.Major, now, column.Path, $"{Name(column.Path, now)} was {old.Type} and is {column.Type} now");
                continue;
            }

            foreach (var change in Values(old, column, now))
            {
                yield return change;
            }
        }

        foreach (var added in now.Columns.Where(column => !kept.Contains(column.Path)).OrderBy(column => column.Path.Length))
        {
            if (ColumnPath.Parent(added.Path) is { } parent && closed.Contains(parent))
            {
                closed.Add(added.Path);
                continue;
            }

            closed.Add(added.Path);
            yield return was.RetiredColumns.FirstOrDefault(column => string.Equals(column.Path, added.Path, StringComparison.OrdinalIgnoreCase)) is { } retired && retired.TypeText != added.TypeText
                ? Change(ContractChangeKind.ColumnReturns, ContractImpact.Major, now, added.Path, $"{Name(added.Path, now)} was {retired.TypeText} until it was retired, and comes back as {added.TypeText}")
                : Change(ContractChangeKind.ColumnAdded, ContractImpact.Minor, now, added.Path, $"{Name(added.Path, now)} is new");
        }
    }

    /// <summary>Whether two lists hold the same names; how they are written is of no importance to a database.</summary>
    public static bool AreSame(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        new HashSet<string>(one, StringComparer.OrdinalIgnoreCase).SetEquals(other);

    private static IEnumerable<ContractChange> Values(ColumnContract old, ColumnContract column, AssetContract now)
    {
        if (!old.IsNullable && column.IsNullable)
        {
            yield return Change(ContractChangeKind.ColumnNullable, ContractImpact.Major, now, column.Path, $"{Name(column.Path, now)} may be null now");
        }
        else if (old.IsNullable && !column.IsNullable)
        {
            yield return Change(ContractChangeKind.ColumnRequired, ContractImpact.Minor, now, column.Path, $"{Name(column.Path, now)} is never null now");
        }

        if (old.Texts is null && column.Texts is null)
        {
            yield break;
        }

        if (column.Texts is null)
        {
            yield return Change(ContractChangeKind.ColumnValuesAdded, ContractImpact.Major, now, column.Path, $"{Name(column.Path, now)} may hold any text now");
            yield break;
        }

        if (old.Texts is null)
        {
            yield return Change(ContractChangeKind.ColumnValuesGone, ContractImpact.Minor, now, column.Path, $"{Name(column.Path, now)} holds only {List(column.Texts)} now");
            yield break;
        }

        if (column.Texts.Except(old.Texts, StringComparer.Ordinal).ToList() is { Count: > 0 } added)
        {
            yield return Change(ContractChangeKind.ColumnValuesAdded, ContractImpact.Major, now, column.Path, $"{Name(column.Path, now)} may hold {List(added)} now");
        }

        if (old.Texts.Except(column.Texts, StringComparer.Ordinal).ToList() is { Count: > 0 } gone)
        {
            yield return Change(ContractChangeKind.ColumnValuesGone, ContractImpact.Minor, now, column.Path, $"{Name(column.Path, now)} does not hold {List(gone)} any more");
        }
    }

    private static ContractChange Change(ContractChangeKind kind, ContractImpact impact, AssetContract asset, string path, string text) => new(kind, impact, asset.Key, path, text);

    private static string Name(string path, AssetContract asset) => $"column '{ColumnPath.Readable(path)}' of '{asset.Key}'";

    private static string List(IReadOnlyList<string> texts) => string.Join(", ", texts.Select(text => $"'{ColumnPath.Readable(text)}'"));
}
