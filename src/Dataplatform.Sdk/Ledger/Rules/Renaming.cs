using System;
using System.Collections.Generic;
using System.Linq;

namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>Which columns of a contract are columns of an earlier one under another name.</summary>
internal sealed class Renaming
{
    private readonly Dictionary<string, string> _byOld = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _byNew = new(StringComparer.OrdinalIgnoreCase);

    private Renaming()
    {
    }

    /// <summary>Reads what the contract says of the names before.</summary>
    public static Renaming Of(AssetContract was, AssetContract now)
    {
        var renaming = new Renaming();
        var old = new HashSet<string>(was.Columns.Select(column => column.Path), StringComparer.OrdinalIgnoreCase);
        var current = new HashSet<string>(now.Columns.Select(column => column.Path), StringComparer.OrdinalIgnoreCase);
        var names = now.Columns.SelectMany(column => column.RenamedFrom, (column, name) => (Old: name, New: column.Path))
            .Concat(now.RetiredColumns.Where(column => column.Successor is not null).Select(column => (Old: column.Path, New: column.Successor!)));
        foreach (var (from, to) in names)
        {
            // What is within a renamed record is told by its new path, so the record's old one comes first.
            var there = ColumnPath.Parent(to) is { } parent && ColumnPath.Parent(from) == parent ? from.Remove(0, parent.Length).Insert(0, renaming.Back(parent)) : from;
            if (old.Contains(there) && !current.Contains(from) && current.Contains(to) && !old.Contains(to) && !renaming._byOld.ContainsKey(there) && !renaming._byNew.ContainsKey(to))
            {
                renaming._byOld.Add(there, to);
                renaming._byNew.Add(to, there);
            }
        }

        return renaming;
    }

    /// <summary>Whether a path is the old name of another.</summary>
    public string? Successor(string old) => _byOld.TryGetValue(old, out var now) ? now : null;

    /// <summary>The path that a column of the earlier contract has now.</summary>
    public string Forth(string old) => Translate(old, _byOld);

    /// <summary>The path that a column had in the earlier contract.</summary>
    public string Back(string now) => Translate(now, _byNew);

    /// <summary>The same for several.</summary>
    public IReadOnlyList<string> Back(IReadOnlyList<string> now) => [.. now.Select(Back)];

    private static string Translate(string path, Dictionary<string, string> names)
    {
        if (names.Count == 0)
        {
            return path;
        }

        if (names.TryGetValue(path, out var other))
        {
            return other;
        }

        return ColumnPath.Parent(path) is { } parent ? path.Remove(0, parent.Length).Insert(0, Translate(parent, names)) : path;
    }
}
