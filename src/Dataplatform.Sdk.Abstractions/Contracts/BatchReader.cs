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

    /// <summary>The fields of a struct column: a batch with a column for each field and a row for each row of this one.</summary>
    /// <exception cref="DataplatformException">The engine has no structs.</exception>
    public virtual BatchReader Fields(int column) => throw NoNestedValues("records");

    /// <summary>The items of all rows of a list or map column: a batch with the elements, or with the keys and the values.</summary>
    /// <exception cref="DataplatformException">The engine has no lists.</exception>
    public virtual BatchReader Items(int column) => throw NoNestedValues("lists or dictionaries");

    private DataplatformException NoNestedValues(string what) => new($"{GetType().Name} does not read {what} from a column.");
}
