using System.Collections.Concurrent;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Graph;

/// <summary>How the assets of a graph are divided at a moment: which partitions there are, and which ones a partition needs.</summary>
/// <param name="graph">The graph.</param>
/// <param name="snapshot">The moment, and the keys that dynamic sets have at it.</param>
internal sealed class PartitionBook(AssetGraph graph, PartitionSnapshot snapshot)
{
    private readonly ConcurrentDictionary<InputDefinition, PartitionEdge> _edges = new(ReferenceEqualityComparer.Instance);

    /// <summary>The moment.</summary>
    public PartitionSnapshot Snapshot => snapshot;

    /// <summary>The partitions of a step that exist.</summary>
    public PartitionSet Existing(StepDefinition step) => PartitionSet.Existing(PartitionShape.Of(step.Partitions), snapshot);

    /// <summary>Which partitions of what an input reads are needed.</summary>
    public PartitionEdge Edge(StepDefinition reader, InputDefinition input) => _edges.GetOrAdd(
        input, static (input, book) => book.Self.Make(book.Reader, input), (Self: this, Reader: reader));

    /// <summary>Which partitions of an asset are needed that a step comes after, or sees through a query: all of them.</summary>
    public PartitionEdge Whole(StepDefinition reader, AssetKey upstream) =>
        new(new PartitionMapper(reader.Partitions, graph[upstream].Step.Partitions, new PartitionMapping.All()), snapshot, isIdentity: false);

    /// <summary>Which partitions of an asset are needed that a step comes after without reading it: those that overlap, or all where
    /// the definitions have nothing in common.</summary>
    public PartitionEdge After(StepDefinition reader, AssetKey upstream)
    {
        var theirs = graph[upstream].Step.Partitions;
        return PartitionLinks.Find(reader.Partitions, theirs, PartitionMapping.Default, out _) is null
            ? Whole(reader, upstream)
            : new(new PartitionMapper(reader.Partitions, theirs, PartitionMapping.Default), snapshot, Equals(reader.Partitions, theirs));
    }

    /// <summary>Whether what an input reads is divided.</summary>
    public bool IsDivided(InputDefinition input) => graph[input.Key].Step.Partitions is not null;

    /// <summary>The partitions of an input that a slice needs.</summary>
    /// <param name="reader">The step.</param>
    /// <param name="input">The input; what it reads is divided.</param>
    /// <param name="slice">The partitions of the step.</param>
    public MappedPartitions UpstreamOf(StepDefinition reader, InputDefinition input, IReadOnlyList<PartitionKey> slice) =>
        Edge(reader, input).Upstream(PartitionSet.Of(PartitionShape.Of(reader.Partitions), slice));

    /// <summary>Partitions as events name them.</summary>
    public static IEnumerable<PartitionPlace> PlacesOf(StepDefinition step, IEnumerable<PartitionKey> keys)
    {
        var shape = PartitionShape.Of(step.Partitions);
        return keys.Select(key =>
        {
            var (combination, index) = PartitionKeys.Locate(shape, key);
            return shape.Windows is { } windows ? new PartitionPlace(key) { Start = windows.StartOf(index), Series = combination } : new PartitionPlace(key);
        });
    }

    private PartitionEdge Make(StepDefinition reader, InputDefinition input)
    {
        var upstream = graph[input.Key].Step.Partitions;
        var mapper = new PartitionMapper(reader.Partitions, upstream, input.Mapping, _ => input.Function ?? throw new DataplatformException($"'{reader.Name}' has no instance of its mapping for '{input.Key}'. Build the assembly again."));
        return new(mapper, snapshot, Equals(reader.Partitions, upstream) && input.Mapping is (PartitionMapping.Unsaid or PartitionMapping.Overlap { StartOffset: 0, EndOffset: 0 }));
    }
}
