using System;
using System.Collections.Generic;
using System.Linq;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Graph.Rules;

/// <summary>The rules on the partitions of one edge: which of the upstream's a partition of the reader needs.</summary>
internal static class MappingRules
{
    /// <summary>Checks a parameter; null if nothing is wrong.</summary>
    /// <param name="consumer">The asset that has the parameter.</param>
    /// <param name="edge">The parameter.</param>
    /// <param name="upstream">The asset that it reads.</param>
    public static GraphProblem? Check(AssetShape consumer, EdgeShape edge, AssetShape upstream)
    {
        if (edge.Mapping is not { } mapping || (consumer.Partitions is null && upstream.Partitions is null && mapping is PartitionMapping.Unsaid))
        {
            return null;
        }

        if (upstream.Partitions is null)
        {
            return mapping is PartitionMapping.Unsaid ? null : Problem(GraphRuleIds.NothingToMap, consumer, edge,
                $"Parameter '{edge.Parameter}' of '{consumer.Source}' says which partitions of the asset '{upstream.Key}' it needs, but that is not partitioned. Leave it out, or divide '{upstream.Source}'.");
        }

        if (Foreign(consumer.Partitions, upstream.Partitions, mapping) is { } foreign)
        {
            return Problem(GraphRuleIds.MappingDoesNotFit, consumer, edge, Message(consumer, edge, upstream, foreign));
        }

        return PartitionLinks.Find(consumer.Partitions, upstream.Partitions, mapping, out var obstacle) is { } links
            ? SeveralValues(consumer, edge, upstream, mapping, links)
            : mapping is PartitionMapping.Unsaid ? Problem(GraphRuleIds.PartitionsDiffer, consumer, edge, Message(consumer, edge, upstream, $"{obstacle} Which partitions are needed is said by [Upstream(Partitions = …)], [Upstream(Map = …)] or [MapKey(…)]."))
            : Problem(GraphRuleIds.MappingDoesNotFit, consumer, edge, Message(consumer, edge, upstream, obstacle!));
    }

    private static string Message(AssetShape consumer, EdgeShape edge, AssetShape upstream, string obstacle) =>
        $"Parameter '{edge.Parameter}' of '{consumer.Source}' reads the asset '{upstream.Key}', and which of its partitions is not clear. {obstacle}";

    // The links go by the members of enums; which enums they are of is only known here.
    private static string? Foreign(PartitionsDefinition? reader, PartitionsDefinition upstream, PartitionMapping mapping) =>
        mapping is not PartitionMapping.Keys { UpstreamKey.Length: > 0 } keys ? null
        : Lacks(reader, keys.ReaderKey) ? $"Its pairs of keys begin with members of '{KeyTypes.Short(keys.ReaderKey)}', and the reader is divided by {reader}. Write pairs for that."
        : Lacks(upstream, keys.UpstreamKey) ? $"Its pairs of keys end with members of '{KeyTypes.Short(keys.UpstreamKey)}', and its upstream is divided by {upstream}. Write pairs for that."
        : null;

    private static bool Lacks(PartitionsDefinition? definition, string enumType) =>
        definition?.Dimensions.OfType<EnumDimension>().Any(dimension => dimension.EnumType == enumType) == false;

    // A parameter holds one value. Whether a function gives one key is only seen when it is called.
    private static GraphProblem? SeveralValues(AssetShape consumer, EdgeShape edge, AssetShape upstream, PartitionMapping mapping, PartitionLinks links)
    {
        if (edge.Kind != ValueKind.Artifact || upstream.Kind != ValueKind.Artifact)
        {
            return null;
        }

        var several = links.Links.FirstOrDefault(link => IsSeveral(link, mapping));
        return several is null ? null : Problem(GraphRuleIds.SeveralValues, consumer, edge,
            $"Parameter '{edge.Parameter}' of '{consumer.Source}' takes one value, but the asset '{upstream.Key}' is one value for each key of '{several.Upstream.Name}', and {(consumer.Partitions is null ? $"'{consumer.Source}' is not partitioned" : "several of them are needed")}. Read one of them with [Upstream(Partitions = UpstreamPartitions.Latest)], or make '{upstream.Source}' return rows.");
    }

    private static bool IsSeveral(PartitionLink link, PartitionMapping mapping) => link.Kind switch
    {
        LinkKind.All => true,
        LinkKind.Same when link is { Reader: TimeDimension reader, Upstream: TimeDimension upstream } =>
            (mapping is PartitionMapping.Overlap overlap && overlap.StartOffset != overlap.EndOffset) || !IsWithin(reader, upstream),
        LinkKind.Pairs when mapping is PartitionMapping.Keys keys => KeyPairs.Read(keys.Pairs).GroupBy(pair => pair.Key, StringComparer.Ordinal).Any(own => own.Skip(1).Any()),
        _ => false,
    };

    // Whether a window of the reader lies within one of the upstream.
    private static bool IsWithin(TimeDimension reader, TimeDimension upstream) => reader.TimeZone == upstream.TimeZone
        && (reader.Cron == upstream.Cron
            || (upstream.Cron is "0 0 * * *" or "0 0 1 * *" && reader.Cron is "0 * * * *")
            || (upstream.Cron is "0 0 1 * *" && reader.Cron is "0 0 * * *")
            || (upstream.Cadence == TimeCadence.Weekly && upstream.Cron.StartsWith("0 0 ", StringComparison.Ordinal) && reader.Cron is "0 * * * *" or "0 0 * * *"));

    private static GraphProblem Problem(string id, AssetShape consumer, EdgeShape edge, string message) =>
        new(id, message, consumer.Key, consumer.Source, edge.Parameter);
}
