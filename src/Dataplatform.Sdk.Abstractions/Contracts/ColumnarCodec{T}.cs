using System.Globalization;

#pragma warning disable CA1031 // Whatever a member's getter or a constructor throws is reported with its row and column.

namespace Dataplatform.Sdk;

/// <summary>
/// The base of generated codecs: they convert whole columns without checks or row numbers, and when a batch fails, this
/// class converts it again value by value to name the row and the column.
/// </summary>
/// <typeparam name="T">The contract of a row.</typeparam>
/// <param name="schema">The contract's columns.</param>
public abstract class ColumnarCodec<T>(RowSchema schema) : RowCodec<T>(schema)
{
    /// <inheritdoc/>
    public sealed override void Write(ReadOnlySpan<T> rows, BatchWriter batch)
    {
        try
        {
            for (var column = 0; column < Schema.Columns.Count; column++)
            {
                WriteColumn(column, rows, batch);
            }
        }
        catch (Exception cause)
        {
            throw WriteFailure(rows, batch, cause);
        }
    }

    /// <inheritdoc/>
    public sealed override void Read(BatchReader batch, Span<T> rows)
    {
        ArgumentNullException.ThrowIfNull(batch);
        for (var column = 0; column < Schema.Columns.Count; column++)
        {
            if (IsMissing(batch, column, 0, rows.Length))
            {
                throw ReadFailure(batch, rows, cause: null);
            }
        }

        try
        {
            ReadRows(batch, 0, rows);
        }
        catch (Exception cause)
        {
            throw ReadFailure(batch, rows, cause);
        }
    }

    /// <summary>Writes one column of the rows, starting at the first row of the batch.</summary>
    /// <param name="column">The column's ordinal.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="batch">The engine's memory.</param>
    protected abstract void WriteColumn(int column, ReadOnlySpan<T> rows, BatchWriter batch);

    /// <summary>Reads rows whose columns that may not be null have no nulls.</summary>
    /// <param name="batch">The engine's memory.</param>
    /// <param name="from">The first row of the batch to read.</param>
    /// <param name="rows">Filled with new rows.</param>
    protected abstract void ReadRows(BatchReader batch, int from, Span<T> rows);

    /// <summary>Writes a column with values within, by a codec that was composed for it.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="member">Takes the member of a row.</param>
    /// <param name="batch">The engine's memory.</param>
    /// <param name="column">The column's ordinal.</param>
    protected static void Write<TValue>(ValueCodec<TValue> codec, ReadOnlySpan<T> rows, Func<T, TValue> member, BatchWriter batch, int column)
    {
        using var values = new Scratch<TValue>(rows.Length);
        var span = values.Span;
        for (var i = 0; i < rows.Length; i++)
        {
            span[i] = member(rows[i]);
        }

        codec.Write(span, batch, column, 0);
    }

    /// <summary>Reads a column with values within, by a codec that was composed for it.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="batch">The engine's memory.</param>
    /// <param name="column">The column's ordinal.</param>
    /// <param name="from">The first row of the batch to read.</param>
    /// <param name="count">How many rows to read.</param>
    protected TValue[] Read<TValue>(ValueCodec<TValue> codec, BatchReader batch, int column, int from, int count)
    {
        var values = new TValue[count];
        try
        {
            codec.Read(batch, column, from, values);
            return values;
        }
        catch (Exception e)
        {
            throw NestedFailure.Within(Schema.Columns[column].Name, e);
        }
    }

    /// <summary>A value of a member that may not be null.</summary>
    /// <exception cref="DataplatformException">It is null.</exception>
    protected static TValue Required<TValue>(TValue? value)
        where TValue : class =>
        value ?? throw NestedFailure.Null();

    /// <summary>What is thrown for a value that an enum has no name for, or a name that it does not have.</summary>
    /// <param name="value">The value or name.</param>
    /// <param name="type">The enum's name.</param>
    protected static OverflowException NotAName(object value, string type) => new($"'{value}' is not one of the names of '{type}'.");

    private DataplatformException WriteFailure(ReadOnlySpan<T> rows, BatchWriter batch, Exception cause)
    {
        for (var row = 0; row < rows.Length; row++)
        {
            if (rows[row] is null)
            {
                return new DataplatformException($"A row of '{Schema.Name}' is null: {Where(row, rows.Length)}. Leave it out, or put a row in its place.", cause);
            }

            for (var column = 0; column < Schema.Columns.Count; column++)
            {
                try
                {
                    WriteColumn(column, rows.Slice(row, 1), batch);
                }
                catch (Exception found)
                {
                    return Failure(Schema.Columns[column].Name, row, rows.Length, "written", found);
                }
            }
        }

        return new DataplatformException($"Rows of '{Schema.Name}' cannot be written: {cause.Message}", cause);
    }

    private DataplatformException ReadFailure(BatchReader batch, Span<T> rows, Exception? cause)
    {
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < Schema.Columns.Count; column++)
            {
                if (IsMissing(batch, column, row, row + 1))
                {
                    return Failure(Schema.Columns[column].Name, row, rows.Length, "read", NestedFailure.Missing());
                }
            }

            try
            {
                ReadRows(batch, row, rows.Slice(row, 1));
            }
            catch (DataplatformException found) when (found.Path is not null)
            {
                return Failure(string.Empty, row, rows.Length, "read", found);
            }
            catch (Exception found)
            {
                // The values are converted in the order of the columns: the first that cannot be is the one that threw.
                // When every value is good, it is the row's constructor that refuses them.
                var failed = 0;
                while (failed < Schema.Columns.Count && ColumnProbe.CanRead(batch, Schema.Columns[failed], failed, row))
                {
                    failed++;
                }

                return failed < Schema.Columns.Count
                    ? Failure(Schema.Columns[failed].Name, row, rows.Length, "read", found)
                    : new DataplatformException($"A row is refused by '{Schema.Name}' ({Where(row, rows.Length)}): {found.Message}", found);
            }
        }

        return new DataplatformException($"Rows of '{Schema.Name}' cannot be read: {cause?.Message}", cause!);
    }

    private bool IsMissing(BatchReader batch, int column, int from, int to)
    {
        if (Schema.Columns[column].IsNullable || !batch.MayHaveNulls(column))
        {
            return false;
        }

        for (var row = from; row < to; row++)
        {
            if (batch.IsNull(column, row))
            {
                return true;
            }
        }

        return false;
    }

    private DataplatformException Failure(string column, int row, int rows, string verb, Exception failure)
    {
        var (within, reason, cause) = NestedFailure.Place(failure);
        var path = column + within;
        return new($"Column '{path}' of '{Schema.Name}' cannot be {verb} in {Where(row, rows)}: {reason}", cause) { Path = path, Reason = reason };
    }

    // A batch is a part of the rows that nobody chose: its size says that the row's number is not that of the file.
    private static string Where(int row, int rows) =>
        string.Create(CultureInfo.InvariantCulture, $"row {row + 1:N0} of the batch of {rows:N0} that failed");
}
