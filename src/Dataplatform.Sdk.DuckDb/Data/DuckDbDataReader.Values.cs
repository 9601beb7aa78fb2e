using System.Data;
using System.Globalization;

namespace Dataplatform.Sdk.DuckDb.Data;

public sealed partial class DuckDbDataReader
{
    /// <summary>A value as its natural .NET type, that of <see cref="GetFieldType"/>.</summary>
    /// <param name="ordinal">The column, counted from 0.</param>
    public override object this[int ordinal] => GetValue(ordinal);

    /// <summary>A value as its natural .NET type.</summary>
    /// <param name="name">The column, in any case.</param>
    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <inheritdoc/>
    public override bool IsDBNull(int ordinal) => Cells(ordinal).IsNull(_row);

    /// <summary>A value as its natural .NET type, that of <see cref="GetFieldType"/>; <see cref="DBNull"/> if it is missing.</summary>
    /// <exception cref="OverflowException">DuckDB's value has no .NET form, such as a decimal of 38 digits or a date in the year 290000.</exception>
    public override object GetValue(int ordinal) => IsDBNull(ordinal) ? DBNull.Value : Read(ordinal, NaturalValues.Read);

    /// <inheritdoc/>
    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    /// <summary>
    /// A value as a type of the caller's choice: every type of the table of types, integers of other widths if the value fits,
    /// enums by name, nullable forms, and lists as arrays or <see cref="List{T}"/>.
    /// </summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="ordinal">The column, counted from 0.</param>
    /// <exception cref="InvalidCastException">The column is not read as this type, or the value is missing and the type has no null.</exception>
    /// <exception cref="OverflowException">The value does not fit into the type.</exception>
    public override T GetFieldValue<T>(int ordinal)
    {
        if (IsDBNull(ordinal))
        {
            return default(T) is null && typeof(T).IsValueType ? default! : typeof(T) == typeof(object) ? (T)(object)DBNull.Value : throw Missing(ordinal);
        }

        return TypedCells.Of<T>() is { } reader ? Read(ordinal, reader) : ReadEnum<T>(ordinal);
    }

    /// <inheritdoc/>
    public override bool GetBoolean(int ordinal) => Get(ordinal, CellValues.Boolean);

    /// <inheritdoc/>
    public override byte GetByte(int ordinal) => Get(ordinal, CellValues.Integer<byte>);

    /// <inheritdoc/>
    public override short GetInt16(int ordinal) => Get(ordinal, CellValues.Integer<short>);

    /// <inheritdoc/>
    public override int GetInt32(int ordinal) => Get(ordinal, CellValues.Integer<int>);

    /// <inheritdoc/>
    public override long GetInt64(int ordinal) => Get(ordinal, CellValues.Integer<long>);

    /// <inheritdoc/>
    public override float GetFloat(int ordinal) => Get(ordinal, CellValues.Single);

    /// <inheritdoc/>
    public override double GetDouble(int ordinal) => Get(ordinal, CellValues.Double);

    /// <inheritdoc/>
    public override decimal GetDecimal(int ordinal) => Get(ordinal, CellValues.Decimal);

    /// <inheritdoc/>
    public override string GetString(int ordinal) => Get(ordinal, CellValues.Text);

    /// <inheritdoc/>
    public override char GetChar(int ordinal) => GetFieldValue<char>(ordinal);

    /// <inheritdoc/>
    public override Guid GetGuid(int ordinal) => Get(ordinal, CellValues.Uuid);

    /// <inheritdoc/>
    public override DateTime GetDateTime(int ordinal) => Get(ordinal, CellValues.Timestamp);

    /// <inheritdoc/>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        Copy(Get(ordinal, CellValues.Blob), dataOffset, buffer, bufferOffset, length);

    /// <inheritdoc/>
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Copy(Get(ordinal, CellValues.Text).AsSpan(), dataOffset, buffer, bufferOffset, length);

    private static long Copy<T>(ReadOnlySpan<T> all, long offset, T[]? buffer, int bufferOffset, int length)
    {
        if (buffer is null)
        {
            return all.Length;
        }

        var rest = all[(int)Math.Min(offset, all.Length)..];
        var count = Math.Min(Math.Min(length, buffer.Length - bufferOffset), rest.Length);
        rest[..count].CopyTo(buffer.AsSpan(bufferOffset));
        return count;
    }

    private T ReadEnum<T>(int ordinal)
    {
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (!type.IsEnum)
        {
            throw CellValues.Refused<T>(Cells(ordinal));
        }

        var text = GetString(ordinal);
        return Enum.TryParse(type, text, ignoreCase: true, out var value)
            ? (T)value
            : throw new InvalidCastException($"'{text}' in the column '{GetName(ordinal)}' is not one of the names of '{type.Name}'.");
    }

    private T Get<T>(int ordinal, Func<ColumnCells, int, T> reader) => IsDBNull(ordinal) ? throw Missing(ordinal) : Read(ordinal, reader);

    private T Read<T>(int ordinal, Func<ColumnCells, int, T> reader)
    {
        try
        {
            return reader(_columns[ordinal], _row);
        }
        catch (OverflowException e)
        {
            throw new OverflowException($"The value in the column '{GetName(ordinal)}' has no form as wanted: {e.Message} Read it as a text: cast({GetName(ordinal)} as varchar).", e);
        }
    }

    private ColumnCells Cells(int ordinal)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_row < 0)
        {
            throw new InvalidOperationException(_hasRows
                ? "The reader is not at a row; call Read() first, and read values only while it gives true."
                : "The reader has no row.");
        }

        return (uint)ordinal < (uint)_columns.Length ? _columns[ordinal] : throw NoColumn(ordinal);
    }

    private IndexOutOfRangeException NoColumn(int ordinal) => new(string.Create(
        CultureInfo.InvariantCulture, $"The reader has {_columns.Length} columns, and none at {ordinal} (counted from 0)."));

    private InvalidCastException Missing(int ordinal) => new(
        $"The value in the column '{GetName(ordinal)}' is missing. Ask IsDBNull first, or read it as a nullable type.");
}
