using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk;

/// <summary>Moves rows of <typeparamref name="T"/> into and out of an engine's memory, column by column.</summary>
/// <typeparam name="T">The contract of a row.</typeparam>
/// <param name="schema">The contract's columns.</param>
public abstract class RowCodec<T>(RowSchema schema) : RowCodec(schema)
{
    /// <inheritdoc/>
    public sealed override Type RowType => typeof(T);

    /// <summary>Writes the rows into an empty batch.</summary>
    /// <param name="rows">At most <see cref="RowCodec.BatchSize"/> rows.</param>
    /// <param name="batch">The engine's memory.</param>
    public abstract void Write(ReadOnlySpan<T> rows, BatchWriter batch);

    /// <summary>Reads the first <paramref name="rows"/>.Length rows of a batch.</summary>
    /// <param name="batch">The engine's memory.</param>
    /// <param name="rows">Filled with new rows.</param>
    public abstract void Read(BatchReader batch, Span<T> rows);

    internal sealed override ValueTask LoadAsync(StepInvocation step, int input, bool isOptional) => step.LoadRowsAsync<T>(input, isOptional);
}
