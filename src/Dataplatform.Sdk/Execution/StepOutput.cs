using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>What is known of an output while its step runs.</summary>
internal struct StepOutput
{
    /// <summary>Whether it is to be published; an optional output that nobody selected is not.</summary>
    public bool IsWanted;

    public StepOutputState State;

    public StagedAsset? Staged;

    /// <summary>Its rows, if steps to come read them.</summary>
    public RowCapture? Capture;

    public IReadOnlyDictionary<string, MetadataValue>? Metadata;
}
