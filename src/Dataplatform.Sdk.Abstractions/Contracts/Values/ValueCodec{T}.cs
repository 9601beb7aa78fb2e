namespace Dataplatform.Sdk;

/// <summary>
/// Moves values of one type into and out of a column of a batch, wherever the column is: in a row, in a record, in a list.
/// <see cref="ValueCodec"/> composes codecs; the codec of a contract has one for each column with values within.
/// </summary>
/// <typeparam name="T">The type of a value.</typeparam>
public abstract class ValueCodec<T>
{
    private protected ValueCodec()
    {
    }

    /// <summary>The type that a column of such values has.</summary>
    public abstract ColumnType Type { get; }

    /// <summary>Whether a value may be missing.</summary>
    public virtual bool IsNullable => false;

    /// <summary>The only texts that a column of such values may hold; null if any will do.</summary>
    public virtual IReadOnlyList<string>? AllowedValues => null;

    /// <summary>A column of such values.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="member">The member of the row type.</param>
    public ColumnSchema Column(string name, string member) => new(name, Type, IsNullable, member) { AllowedValues = AllowedValues };

    /// <summary>Writes values into a column, starting at a row.</summary>
    internal abstract void Write(ReadOnlySpan<T> values, BatchWriter batch, int column, int from);

    /// <summary>Reads values of a column, starting at a row.</summary>
    internal abstract void Read(BatchReader batch, int column, int from, Span<T> values);
}
