using System.Collections.Generic;
using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Graph.Rules;

/// <summary>The rules on one edge: they look at a parameter and the asset that it names, and at nothing else.</summary>
internal static class EdgeRules
{
    /// <summary>Checks a parameter; null if nothing is wrong.</summary>
    /// <param name="consumer">The asset that has the parameter.</param>
    /// <param name="edge">The parameter.</param>
    /// <param name="upstream">The asset of the key that it reads; null if there is none.</param>
    /// <param name="all">All known assets, to suggest one.</param>
    public static GraphProblem? Check(AssetShape consumer, EdgeShape edge, AssetShape? upstream, IEnumerable<AssetShape> all)
    {
        if (edge.IsSelf)
        {
            return TypeProblem(consumer, edge, consumer) ?? MappingRules.Check(consumer, edge, consumer);
        }

        if (edge.Key == consumer.Key && consumer.MakesAsset)
        {
            return Problem(GraphRuleIds.ReadsItself, consumer, edge.Parameter,
                $"Parameter '{edge.Parameter}' of '{consumer.Source}' reads the asset itself. Put [Self] on it to read the last published version.");
        }

        if (upstream is null)
        {
            return Problem(Suggestions.Id(edge.Key, consumer, all), consumer, edge.Parameter,
                $"Parameter '{edge.Parameter}' of '{consumer.Source}' reads the asset '{edge.Key}', which does not exist.{Suggestions.For(edge.Key, consumer, all, "Upstream")}");
        }

        return VisibilityProblem(consumer, edge.Parameter, upstream) ?? TypeProblem(consumer, edge, upstream) ?? MappingRules.Check(consumer, edge, upstream);
    }

    /// <summary>Checks a key that the asset only comes after; null if nothing is wrong.</summary>
    public static GraphProblem? CheckAfter(AssetShape consumer, string key, AssetShape? upstream, IEnumerable<AssetShape> all) =>
        upstream is null
            ? Problem(Suggestions.Id(key, consumer, all), consumer, null,
                $"'{consumer.Source}' comes after the asset '{key}', which does not exist.{Suggestions.For(key, consumer, all, "After")}")
            : VisibilityProblem(consumer, null, upstream);

    private static GraphProblem? VisibilityProblem(AssetShape consumer, string? parameter, AssetShape upstream) =>
        upstream.IsPublic || upstream.Assembly == consumer.Assembly
            ? null
            : Problem(GraphRuleIds.NotVisible, consumer, parameter,
                $"'{consumer.Source}' uses the asset '{upstream.Key}', which is internal to '{upstream.Assembly}'. Read one of its public assets, or make '{upstream.Source}' public there.");

    private static GraphProblem? TypeProblem(AssetShape consumer, EdgeShape edge, AssetShape upstream)
    {
        if (edge.Kind == upstream.Kind && edge.ValueType == upstream.ValueType)
        {
            return null;
        }

        if (edge.Kind == ValueKind.Rows && upstream.Kind == ValueKind.Rows && !edge.IsSelf && edge.Columns() is { Count: > 0 } taken && upstream.Columns() is { Count: > 0 } made)
        {
            return ColumnProblem(consumer, edge, upstream, ColumnRules.Obstacles(made, taken));
        }

        var another = edge.IsSelf ? "." : ", or read another asset with [Upstream].";
        var has = upstream.Kind switch
        {
            ValueKind.Effect => "has no value to read. Use [After] to come after it.",
            ValueKind.Rows => $"has rows of '{upstream.ValueType}'. Take Table<{Short(upstream.ValueType)}> or IReadOnlyList<{Short(upstream.ValueType)}>{another}",
            _ => $"is '{upstream.ValueType}'. Take '{Short(upstream.ValueType)}'{another}",
        };
        return Problem(GraphRuleIds.TypeMismatch, consumer, edge.Parameter,
            $"Parameter '{edge.Parameter}' of '{consumer.Source}' takes {(edge.Kind == ValueKind.Rows ? "rows of " : string.Empty)}'{edge.ValueType}', but the asset '{upstream.Key}' {has}");
    }

    private static GraphProblem? ColumnProblem(AssetShape consumer, EdgeShape edge, AssetShape upstream, IReadOnlyList<string> obstacles) => obstacles.Count == 0
        ? null
        : Problem(GraphRuleIds.Columns, consumer, edge.Parameter,
            $"Parameter '{edge.Parameter}' of '{consumer.Source}' takes rows of '{edge.ValueType}', but the asset '{upstream.Key}' has rows of '{upstream.ValueType}': {string.Join("; ", obstacles)}. Take Table<{Short(upstream.ValueType)}> or IReadOnlyList<{Short(upstream.ValueType)}>, or change one of the contracts.");

    // The type without its namespace, as it is written where it is used; a type of several names stays as it is.
    private static string Short(string type) => type.IndexOfAny(['<', '(', '[']) < 0 ? type.Substring(type.LastIndexOf('.') + 1) : type;

    private static GraphProblem Problem(string id, AssetShape consumer, string? parameter, string message) =>
        new(id, message, consumer.Key, consumer.Source, parameter);
}
