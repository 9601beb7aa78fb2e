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
    public static IReadOnlyList<string> Obstacles(IReadOnlyList<ColumnShape> made, IReadOnlyList<ColumnShape> taken)
    {
        var byName = new Dictionary<string, ColumnShape>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in made)
        {
            byName[column.Name] = column;
        }

        return [.. taken.Select(column => Obstacle(byName.TryGetValue(column.Name, out var found) ? found : null, column)).OfType<string>()];
    }

    private static string? Obstacle(ColumnShape? made, ColumnShape taken)
    {
        if (made is null)
        {
            return $"column '{taken.Name}' is missing";
        }

        if (made.Type != taken.Type)
        {
            return $"column '{taken.Name}' is {made.Type}, not {taken.Type}";
        }

        if (made.IsNullable && !taken.IsNullable)
        {
            return $"column '{taken.Name}' may be null there";
        }

        return taken.Texts is not null && (made.Texts is null || made.Texts.Except(taken.Texts, StringComparer.Ordinal).Any())
            ? $"column '{taken.Name}' may hold texts that are no name of the parameter's enum"
            : null;
    }
}
