namespace Dataplatform.Sdk;

/// <summary>
/// An empty batch in an engine's memory, to be filled column by column. All values start as present and undefined:
/// a codec sets every value, or marks it missing. <see cref="ColumnKind"/> says how values of each type are held;
/// <see cref="Columnar"/> converts to that form.
/// </summary>
public abstract class BatchWriter
{
    /// <summary>The memory of a fixed-width column, one element a row.</summary>
    /// <typeparam name="TValue">The type that <see cref="ColumnKind"/> names: <c>byte</c> for Boolean, <c>long</c> for Timestamp …</typeparam>
    /// <param name="column">The column's ordinal.</param>
    public abstract Span<TValue> Values<TValue>(int column)
        where TValue : unmanaged;

    /// <summary>Marks a value as missing.</summary>
    public abstract void SetNull(int column, int row);

    /// <summary>Sets a text.</summary>
    /// <exception cref="DataplatformException">The text holds half of a surrogate pair, which is not valid Unicode.</exception>
    public abstract void SetText(int column, int row, ReadOnlySpan<char> value);

    /// <summary>Sets bytes.</summary>
    public abstract void SetBytes(int column, int row, ReadOnlySpan<byte> value);

    /// <summary>The fields of a struct column: a batch with a column for each field and a row for each row of this one.</summary>
    /// <exception cref="DataplatformException">The engine has no structs.</exception>
    public virtual BatchWriter Fields(int column) => throw NoNestedValues("records");

    /// <summary>
    /// Makes room for more items of a list or map column, behind those that are there. Memory that was asked for in the items,
    /// or in what is within them, before this call may have moved.
    /// </summary>
    /// <param name="column">The column's ordinal.</param>
    /// <param name="count">How many.</param>
    /// <param name="first">The row of the first of the new items.</param>
    /// <returns>The items of all rows: a batch with the elements of a list, or with the keys and the values of a map.</returns>
    /// <exception cref="DataplatformException">The engine has no lists.</exception>
    public virtual BatchWriter Items(int column, int count, out int first) => throw NoNestedValues("lists or dictionaries");

    private DataplatformException NoNestedValues(string what) => new($"{GetType().Name} does not write {what} into a column.");
}
