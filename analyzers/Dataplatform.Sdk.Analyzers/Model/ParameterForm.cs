namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>The forms a parameter can have. Those up to <see cref="Artifact"/> read an asset.</summary>
internal enum ParameterForm
{
    Table,
    Stream,
    List,
    Array,
    MutableList,
    Artifact,
    Context,
    CancellationToken,
    Logger,
    TimeProvider,
    Config,
    Partition,
    PartitionRange,
    Resource,
    Unsupported,
}
