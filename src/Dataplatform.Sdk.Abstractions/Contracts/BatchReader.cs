namespace Dataplatform.Sdk;

/// <summary>A batch of rows in an engine's memory, to be read column by column. Valid until the next batch is asked for.</summary>
public abstract class BatchReader
{
    /// <summary>The number of rows.</summary>
    public abstract int Count { get; }

    /// <summary>The memory of a fixed-width column, one element a row; elements of missing values are undefined.</summary>
    /// <typeparam name="TValue">The type that <see cref="ColumnKind"/> names.</typeparam>
    /// <param name="column">The column's ordinal.</param>
    public abstract ReadOnlySpan<TValue> Values<TValue>(int column)
        where TValue : unmanaged;

    /// <summary>
    /// Whether a value of a column may be missing. Generated codecs ask once a batch and spare themselves the question for
    /// each value; an engine that knows says false.
    /// </summary>
    public virtual bool MayHaveNulls(int column) => true;

    /// <summary>Whether a value is missing.</summary>
    public abstract bool IsNull(int column, int row);

    /// <summary>A text.</summary>
    public abstract string GetText(int column, int row);

    /// <summary>Bytes.</summary>
    public abstract byte[] GetBytes(int column, int row);
}
