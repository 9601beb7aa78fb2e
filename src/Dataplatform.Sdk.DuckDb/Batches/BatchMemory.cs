namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>What the vectors of one batch share, however deep they are.</summary>
internal sealed class BatchMemory : IDisposable
{
    /// <summary>Holds the long texts.</summary>
    public NativeArena Arena { get; } = new();

    /// <summary>Bytes of all values written so far whose number or length no schema tells, in all batches: texts, and items of lists.</summary>
    public long VariableBytes { get; set; }

    public void Dispose() => Arena.Dispose();
}
