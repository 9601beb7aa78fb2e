using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph.Rules;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>What would put a problem of the graph right.</summary>
internal static class GraphRemedies
{
    public static IReadOnlyList<Remedy> Of(GraphProblem problem, StepModel step, AssetShape consumer, ParameterModel parameter, AssetGraph graph) => problem.Id switch
    {
        GraphRuleIds.ReadsItself => [new(RemedyKinds.Self)],
        GraphRuleIds.OtherDomain => [.. Suggestions.Elsewhere(parameter.Key, consumer, graph.All).Select(other => new Remedy(RemedyKinds.Upstream, other.Key))],
        GraphRuleIds.UnknownUpstream => Near(consumer, parameter, step, graph),
        GraphRuleIds.TypeMismatch or GraphRuleIds.Columns => Types(parameter.IsSelf ? consumer : graph.Find(parameter.Key)!, step.IsSql),
        GraphRuleIds.PartitionsDiffer => Partitions(consumer, graph.Find(parameter.Key)!),
        GraphRuleIds.NothingToMap => [new(RemedyKinds.WithoutMapping)],
        GraphRuleIds.SeveralValues when parameter.Mapping is PartitionMapping.Unsaid => [new(RemedyKinds.UpstreamPartitions, "Latest")],
        _ => [],
    };

    public static IReadOnlyList<Remedy> OfAfter(GraphProblem problem, AssetShape consumer, string key, AssetGraph graph) => problem.Id switch
    {
        GraphRuleIds.OtherDomain => [.. Suggestions.Elsewhere(key, consumer, graph.All).Select(other => new Remedy(RemedyKinds.After, other.Key))],
        GraphRuleIds.UnknownUpstream when NearestName.Find(key, Neighbours(key, consumer, graph).Select(other => other.Key)) is { } near => [new(RemedyKinds.After, near)],
        _ => [],
    };

    public static IReadOnlyList<Remedy> OfObserved(GraphProblem problem, AssetShape observer, AssetGraph graph) =>
        problem.Id == GraphRuleIds.Observed && graph.Find(observer.Key) is null
            ? [.. Suggestions.Elsewhere(observer.Key, observer, graph.All.Where(other => other.IsExternal)).Select(other => new Remedy(RemedyKinds.Observe, other.Key)),
                .. NearestName.Find(observer.Key, Neighbours(observer.Key, observer, graph).Where(other => other.IsExternal).Select(other => other.Key)) is { } near ? new[] { new Remedy(RemedyKinds.Observe, near) } : []]
            : [];

    public static IReadOnlyList<Remedy> OfChecked(GraphProblem problem, AssetShape check, AssetGraph graph) =>
        problem.Id == GraphRuleIds.CheckedAsset && graph.Find(check.Key) is null
            ? [.. Suggestions.Elsewhere(check.Key, check, graph.All).Select(other => new Remedy(RemedyKinds.AssetCheck, other.Key)),
                .. NearestName.Find(check.Key, Neighbours(check.Key, check, graph).Select(other => other.Key)) is { } near ? new[] { new Remedy(RemedyKinds.AssetCheck, near) } : []]
            : [];

    private static IReadOnlyList<Remedy> Partitions(AssetShape consumer, AssetShape upstream) =>
        consumer.Partitions?.Time is { } own && upstream.Partitions?.Time is { } time && own.TimeZone != time.TimeZone
            ? [new(RemedyKinds.TimeZone, time.TimeZone), new(RemedyKinds.UpstreamPartitions, "Overlapping")]
            : [new(RemedyKinds.UpstreamPartitions, "All"), new(RemedyKinds.UpstreamPartitions, "Latest")];

    private static IReadOnlyList<Remedy> Near(AssetShape consumer, ParameterModel parameter, StepModel step, AssetGraph graph)
    {
        var kind = parameter.IsRows ? ValueKind.Rows : ValueKind.Artifact;
        var taken = new HashSet<string>(step.Parameters.Select(other => other.Key), StringComparer.Ordinal);
        var fitting = Neighbours(parameter.Key, consumer, graph)
            .Where(other => other.Kind == kind && other.ValueType == parameter.PlainType && !taken.Contains(other.Key) && !step.Keys.Contains(other.Key))
            .Select(other => other.Key)
            .ToList();

        // Where only one asset fits it is meant, however it is spelt: the asset may have got another name.
        if ((NearestName.Find(parameter.Key, fitting) ?? (fitting.Count == 1 ? fitting[0] : null)) is not { } key)
        {
            return [];
        }

        var upstream = new Remedy(RemedyKinds.Upstream, key);
        return parameter.HasUpstreamArgument ? [upstream] : [new(RemedyKinds.Rename, TypeNames.CamelCase(key.Substring(key.LastIndexOf('/') + 1))), upstream];
    }

    private static IEnumerable<AssetShape> Neighbours(string key, AssetShape consumer, AssetGraph graph)
    {
        var domain = key.Substring(0, key.LastIndexOf('/') + 1);
        return graph.All.Where(other => other.Key.StartsWith(domain, StringComparison.Ordinal) && (other.Key != consumer.Key || !consumer.MakesAsset) && (other.IsPublic || other.Assembly == consumer.Assembly));
    }

    private static IReadOnlyList<Remedy> Types(AssetShape upstream, bool isSql) => upstream.Kind switch
    {
        ValueKind.Rows when isSql => [new(RemedyKinds.Type, $"Dataplatform.Sdk.Table<{upstream.ValueType}>")],
        ValueKind.Rows =>
        [
            new(RemedyKinds.Type, $"System.Collections.Generic.IReadOnlyList<{upstream.ValueType}>"),
            new(RemedyKinds.Type, $"Dataplatform.Sdk.Table<{upstream.ValueType}>"),
        ],
        ValueKind.Artifact when !isSql => [new(RemedyKinds.Type, upstream.ValueType)],
        _ => [],
    };
}
