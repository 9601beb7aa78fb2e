using System;
using System.Collections.Generic;
using System.Linq;

namespace Dataplatform.Sdk.Graph.Rules;

/// <summary>Whether rows of one contract can be read as rows of another. A store reads columns by name, so fewer will do.</summary>
internal static class ColumnRules
{
    /// <summary>What stands in the way, for each column; empty if nothing does.</summary>
    /// <param name="made">The columns of the asset.</param>
    /// <param name="taken">The columns that the parameter's contract asks for.</param>
    public static IReadOnlyList<string> Obstacles(IReadOnlyList<ColumnShape> made, IReadOnlyList<ColumnShape> taken) =>
        [.. Obstacles(made, taken, static name => name)];

    private static IEnumerable<string> Obstacles(IReadOnlyList<ColumnShape> made, IReadOnlyList<ColumnShape> taken, Func<string, string> path)
    {
        var byName = new Dictionary<string, ColumnShape>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in made)
        {
            byName[column.Name] = column;
        }

        return taken.SelectMany(column => byName.TryGetValue(column.Name, out var found)
            ? Obstacles(found, column, path(column.Name))
            : [$"column '{path(column.Name)}' is missing"]);
    }

    private static IEnumerable<string> Obstacles(ColumnShape made, ColumnShape taken, string path)
    {
        if (made.Type != taken.Type)
        {
            return [$"column '{path}' is {made.Type}, not {taken.Type}"];
        }

        if (made.IsNullable && !taken.IsNullable)
        {
            return [$"column '{path}' may be null there"];
        }

        return taken.Texts is not null && (made.Texts is null || made.Texts.Except(taken.Texts, StringComparer.Ordinal).Any())
            ? [$"column '{path}' may hold texts that are no name of the parameter's enum"]
            : Obstacles(made.Fields, taken.Fields, name => taken.Type == "list" ? path + NestedNames.Elements : $"{path}.{name}");
    }
}
