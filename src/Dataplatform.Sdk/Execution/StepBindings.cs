using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Status;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>The inputs of one step: bound in the store that keeps them, and streamed into another where a query needs them.</summary>
internal sealed class StepBindings(RunScope run, StepDefinition step, PlannedSlice? slice, StepSessions sessions, StepMeter? meter)
{
    private readonly BoundInput[] _inputs = new BoundInput[step.Inputs.Count];

    /// <summary>What the step has staged of an asset, for a check that looks at it; null for what is to be read as it is published.</summary>
    public Func<AssetKey, StagedAsset?> StagedOf { get; init; } = static _ => null;

    /// <summary>Goes before the names of inputs, so that several methods can share a session.</summary>
    public string Prefix { get; init; } = string.Empty;

    public BoundInput this[int input] => _inputs[input];

    /// <summary>Binds every input before the method is called, so that the step sees one version of each throughout.</summary>
    /// <exception cref="DataplatformException">An input that the step cannot do without was never published.</exception>
    public async ValueTask BindAsync()
    {
        // A view names public names and pins nothing, so its inputs only have to be there.
        var pins = step.Checks is not null || !step.Outputs.All(output => output.As is Materialize.View or Materialize.Ephemeral && output.Kind == ValueKind.Rows);
        for (var i = 0; i < _inputs.Length; i++)
        {
            var input = step.Inputs[i];
            var node = run.Graph[input.Key];
            var home = await sessions.InAsync(node.Definition.Store);
            var binding = await BindingOf(input, node, home);
            var isFound = binding switch
            {
                InputBinding.Staged => input.Kind == ValueKind.Artifact || await home.Session.BindAsync(binding, run.Cancellation),
                InputBinding.Published { Partitions: { } wanted } divided when pins && input.Kind == ValueKind.Rows => await BindSliceAsync(input, divided, wanted, home),

                // A step's own last version is another matter: it is what the step goes on from.
                _ when (input.IsSelf && run.FullRefresh) || (!input.IsSelf && run.LeftOut.Contains(input.Key)) => false,
                InputBinding.Published { Partitions: { } wanted } when input.Kind == ValueKind.Artifact => await IsThereAsync(input, wanted, home),
                InputBinding.Published or InputBinding.Previous when !pins || input.Kind != ValueKind.Rows => await home.Session.IsPublishedAsync(input.Key, run.Cancellation),
                _ when !pins => true,
                _ => await home.Session.BindAsync(binding, run.Cancellation),
            };
            if (!isFound && !input.IsOptional && !input.IsSelf)
            {
                throw new DataplatformException(
                    $"'{step.Name}' reads '{input.Key}', which was never published in its store ({home.Store.Description}). Compute it first: --select \"{input.Key}\".");
            }

            _inputs[i] = new BoundInput(input, binding, home, isFound, pins, meter, run.Cancellation)
            {
                Handed = isFound && pins && !input.IsSelf && slice is null ? run.Shelf?.Find(input.Key) : null,
            };
        }
    }

    /// <summary>The input that a query names.</summary>
    /// <exception cref="DataplatformException">The query names a table that is none of the inputs.</exception>
    public int Find(ITableReference reference, AssetKey output)
    {
        for (var i = 0; i < _inputs.Length; i++)
        {
            if (step.Inputs[i].Name == reference.InputName && step.Inputs[i].Key == reference.Key)
            {
                return i;
            }
        }

        throw new DataplatformException($"The query of '{output}' names the table '{reference.InputName}', which is no parameter of '{step.Name}'.");
    }

    /// <summary>Which versions the step reads. Of what is divided itself a slice reads partitions, which the log knows by the places of their events.</summary>
    public IReadOnlyList<InputVersion> Versions() =>
    [
        .. _inputs.Where(input => input.IsFound && !input.Definition.IsSelf && (slice is null || run.Partitions?.IsDivided(input.Definition) != true))
            .SelectMany(input => Read(input.Definition.Key, input.Home.Session.PinnedVersion(input.Definition.Key)))
            .DistinctBy(input => input.Key),
    ];

    private IReadOnlyList<InputVersion> Read(AssetKey key, string? pinned) => slice is null
        ? run.Versions.Read(run.Graph, key, run.CodeOf, pinned)
        : run.Versions.ReadBySlice(run.Graph, key, run.CodeOf, pinned);

    // Of the partitions that the step needs each must be there; who reads all there are takes those that are.
    private async ValueTask<bool> BindSliceAsync(InputDefinition input, InputBinding.Published binding, IReadOnlyList<PartitionKey> wanted, StepSession home)
    {
        var isFound = await home.Session.BindAsync(binding, run.Cancellation);
        var pinned = home.Session.PinnedPartitions(input.Key).Select(partition => partition.Key).ToHashSet();
        if (input.Mapping is not PartitionMapping.All && !input.IsOptional && !input.IsSelf && wanted.FirstOrDefault(key => !pinned.Contains(key)) is { Text: not null } missing)
        {
            var more = wanted.Count(key => !pinned.Contains(key)) - 1;
            throw new DataplatformException(
                $"{slice} of '{step.Name}' needs {missing}{(more > 0 ? $" and {more} more partitions" : string.Empty)} of '{input.Key}', which {(more > 0 ? "were" : "was")} never published in its store ({home.Store.Description}). Compute it first: backfill \"{input.Key}\" --partition {missing}.");
        }

        return isFound && pinned.Count > 0;
    }

    // A value is read as it is, so there must be just one.
    private async ValueTask<bool> IsThereAsync(InputDefinition input, IReadOnlyList<PartitionKey> wanted, StepSession home)
    {
        if (wanted.Count > 1)
        {
            throw new DataplatformException($"{slice} of '{step.Name}' needs {wanted.Count} values of '{input.Key}', one for each partition, but takes a single one. Map it to one partition with [Upstream].");
        }

        var isThere = wanted.Count == 1 && (await home.Store.PartitionsAsync(input.Key, wanted, run.Cancellation)).Count == 1;
        return isThere || input.IsOptional || input.IsSelf || wanted.Count == 0
            ? isThere
            : throw new DataplatformException($"{slice} of '{step.Name}' needs {wanted[0]} of '{input.Key}', which was never published in its store ({home.Store.Description}). Compute it first: backfill \"{input.Key}\" --partition {wanted[0]}.");
    }

    private IReadOnlyList<PartitionKey> PartitionsOf(InputDefinition input, MappedPartitions mapped) => mapped.Missing.IsEmpty || input.IsOptional || input.IsSelf
        ? [.. mapped.Existing.Keys()]
        : throw new DataplatformException($"{slice} of '{step.Name}' needs {string.Join(", ", mapped.Missing.Keys().Take(3))}{(mapped.Missing.Count > 3 ? ", …" : string.Empty)} of '{input.Key}', which does not exist: its window has not ended, or its key was removed.");

    private async ValueTask<InputBinding> BindingOf(InputDefinition input, AssetNode node, StepSession home)
    {
        var name = Prefix + input.Name;
        if (StagedOf(input.Key) is { } staged)
        {
            return new InputBinding.Staged(input.Key, name, staged);
        }

        var partitions = run.Partitions is { } book && slice is not null && book.IsDivided(input) ? PartitionsOf(input, book.UpstreamOf(step, input, slice.Keys)) : null;
        if (partitions is not null && !node.Definition.IsExternal)
        {
            return new InputBinding.Published(input.Key, name)
            {
                Partitions = partitions,
                Schema = input.IsSelf ? input.Rows?.Schema : null,
            };
        }

        if (node.Definition is { IsExternal: false, As: not Materialize.Ephemeral } || input.Rows is null)
        {
            return input.IsSelf && input.Rows is not null ? new InputBinding.Previous(input.Key, name) : new InputBinding.Published(input.Key, name);
        }

        var schema = input.Rows.Schema;
        if (node.Definition.IsExternal && ExternalLocations.Of(node) is { Schema: { } relationSchema, Table: { } relation })
        {
            var dialect = partitions is null ? null : home.DialectFor(node.Key);
            return dialect is null
                ? new InputBinding.Foreign(input.Key, name, relationSchema, relation, schema)
                : new InputBinding.Inline(
                    input.Key, name, ExternalSlice.Query(node, $"{dialect.Identifier(relationSchema)}.{dialect.Identifier(relation)}", partitions!, dialect), node.Definition.Rows?.Schema ?? schema);
        }

        var inliner = new QueryInliner(run.Graph, home.DialectFor(node.Key), home.Name)
        {
            IsPublished = key => home.Session.IsPublishedAsync(key, run.Cancellation),
            ConfigOf = run.Configs.Get,
        };
        var query = await inliner.QueryOfAsync(node);
        return new InputBinding.Inline(
            input.Key, name, partitions is null ? query : ExternalSlice.Query(node, $"(\n{query.Text}\n)", partitions, home.DialectFor(node.Key)), node.Definition.Rows?.Schema ?? schema);
    }
}
