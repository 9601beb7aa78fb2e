namespace Dataplatform.Sdk.Stores;

/// <summary>What a step is about to stage.</summary>
/// <param name="Key">The asset.</param>
public sealed record StageTarget(AssetKey Key)
{
    /// <summary>
    /// Is told how far the stage is, from whatever thread works on it: after a batch, or a few times a second, never for
    /// each row. A store that cannot tell leaves it alone.
    /// </summary>
    /// <value>Default: null, nobody listens; then nothing is to be measured.</value>
    public IProgress<StageProgress>? Progress { get; init; }
}
