using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning;

namespace Dataplatform.Sdk.Execution;

/// <summary>What a method of a run is given: inputs from the stores, services, configuration and keys.</summary>
internal abstract class BoundInvocation(RunScope run, StepDefinition step, PlannedSlice? slice, RunContext context) : StepInvocation
{
    private StepResources? _resources;

    public override AssetContext Context => context;

    protected RunScope Run => run;

    protected StepDefinition Step => step;

    protected PlannedSlice? Slice => slice;

    /// <summary>The inputs; null before they are bound, and where there are none.</summary>
    protected StepBindings? Bindings { get; private set; }

    private StepResources Resources => _resources ??= new StepResources(run.Services);

    public override T Config<T>() => (T)run.Configs.Get(typeof(T));

    public override T Partition<T>(int dimension) =>
        TypedKeys.Get<T>(step.Partitions!, (slice ?? throw NotPartitioned()).Partitions[0].Key, dimension);

    public override PartitionRange<T> PartitionRange<T>(int dimension) =>
        TypedKeys.GetRange<T>(step.Partitions!, (slice ?? throw NotPartitioned()).Keys, dimension);

    public override T Resource<T>(object? key = null) => Resources.Required<T>(key);

    public override T? OptionalResource<T>(object? key = null)
        where T : class => Resources.Optional<T>(key);

    public override T Instance<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>() => Resources.Instance<T>();

    public override bool HasInput(int input) => Bindings![input].IsFound;

    public override Table<T> Table<T>(int input) => Bindings![input].Open<T>();

    public override async ValueTask<IReadOnlyList<T>> RowsAsync<T>(int input) => await Bindings![input].ReadAsync<T>();

    public override ValueTask<T> ArtifactAsync<T>(int input) => Bindings![input].ReadArtifactAsync<T>(run.Cancellation);

    /// <summary>Binds the inputs and calls the method.</summary>
    protected ValueTask CallAsync(Func<StepInvocation, ValueTask> invoke, Func<StepBindings> bindings) =>
        step.Inputs.Count == 0 ? invoke(this) : BindAndInvokeAsync(invoke, bindings());

    /// <summary>Makes what a query names visible in the session that runs it.</summary>
    /// <param name="parts">The query.</param>
    /// <param name="key">Whose query it is.</param>
    /// <param name="session">The session.</param>
    protected async ValueTask BindForeignInputsAsync(IReadOnlyList<SqlPart> parts, AssetKey key, StepSession session)
    {
        foreach (var part in parts)
        {
            if (part is not SqlPart.Table { Reference: var reference })
            {
                continue;
            }

            var input = Bindings?.Find(reference, key) ?? throw new DataplatformException(
                $"The query of '{key}' names the table '{reference.InputName}', but '{step.Name}' has no inputs.");
            if (Bindings[input].Home != session && session.AddStreamed(Bindings[input].Name))
            {
                await Bindings[input].StreamIntoAsync(session, run.Cancellation);
            }
        }
    }

    /// <summary>Gives the services back.</summary>
    protected ValueTask CloseResourcesAsync() => _resources?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask BindAndInvokeAsync(Func<StepInvocation, ValueTask> invoke, StepBindings bindings)
    {
        Bindings = bindings;
        await bindings.BindAsync();
        await invoke(this);
    }

    private InvalidOperationException NotPartitioned() => new($"'{step.Name}' asks for its partition, but its definition has none.");
}
