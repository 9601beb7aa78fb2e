using System.Collections.ObjectModel;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Dataplatform.Sdk.DuckDb.Data;

public sealed partial class DuckDbDataReader
{
    /// <inheritdoc/>
    public override string GetName(int ordinal) => Described(ordinal).Name;

    /// <summary>DuckDB's name of a column's type.</summary>
    public override string GetDataTypeName(int ordinal) => Described(ordinal).Type.ToString();

    /// <summary>The .NET type of what <see cref="GetValue"/> gives.</summary>
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    [UnconditionalSuppressMessage("Trimming", "IL2073", Justification = "Only types of the runtime, whose members nobody looks up.")]
    public override Type GetFieldType(int ordinal) => NaturalValues.TypeOf(Described(ordinal).Type);

    /// <summary>The position of a column, counted from 0; the name may be in another case if it is not there as written.</summary>
    /// <exception cref="IndexOutOfRangeException">There is none of this name.</exception>
    public override int GetOrdinal(string name)
    {
        var ordinal = Array.FindIndex(_columns, column => column.Name == name);
        ordinal = ordinal >= 0 ? ordinal : Array.FindIndex(_columns, column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));
        return ordinal >= 0
            ? ordinal
            : throw new IndexOutOfRangeException($"The reader has no column '{name}'.{NearestName.Suggestion(name, _columns.Select(column => column.Name))}");
    }

    /// <summary>What is known of the columns.</summary>
    public ReadOnlyCollection<DbColumn> GetColumnSchema() => new([.. _columns.Select((column, ordinal) => (DbColumn)new ResultColumn(column, ordinal))]);

    /// <summary>What is known of the columns, as a table of one row for each.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "The columns of the table are of types of the runtime.")]
    public override DataTable? GetSchemaTable()
    {
        if (FieldCount == 0)
        {
            return null;
        }

        var table = new DataTable("SchemaTable") { Locale = System.Globalization.CultureInfo.InvariantCulture };
        table.Columns.Add(SchemaTableColumn.ColumnName, typeof(string));
        table.Columns.Add(SchemaTableColumn.ColumnOrdinal, typeof(int));
        table.Columns.Add(SchemaTableColumn.ColumnSize, typeof(int));
        table.Columns.Add(SchemaTableColumn.NumericPrecision, typeof(short));
        table.Columns.Add(SchemaTableColumn.NumericScale, typeof(short));
        table.Columns.Add(SchemaTableColumn.DataType, typeof(Type));
        table.Columns.Add(SchemaTableOptionalColumn.ProviderSpecificDataType, typeof(Type));
        table.Columns.Add(SchemaTableColumn.AllowDBNull, typeof(bool));
        table.Columns.Add(SchemaTableColumn.IsLong, typeof(bool));
        table.Columns.Add(SchemaTableOptionalColumn.IsReadOnly, typeof(bool));
        table.Columns.Add("DataTypeName", typeof(string));
        foreach (var column in GetColumnSchema())
        {
            table.Rows.Add(
                column.ColumnName, column.ColumnOrdinal, column.ColumnSize, column.NumericPrecision, column.NumericScale,
                column.DataType, column.DataType, column.AllowDBNull ?? true, column.IsLong, column.IsReadOnly, column.DataTypeName);
        }

        return table;
    }

    private ColumnCells Described(int ordinal)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return (uint)ordinal < (uint)_columns.Length ? _columns[ordinal] : throw NoColumn(ordinal);
    }

    private sealed class ResultColumn : DbColumn
    {
        public ResultColumn(ColumnCells column, int ordinal)
        {
            ColumnName = column.Name;
            ColumnOrdinal = ordinal;
            ColumnSize = -1;
            DataType = NaturalValues.TypeOf(column.Type);
            DataTypeName = column.Type.ToString();
            IsLong = false;
            IsReadOnly = true;
            if (column.Type.Id == Interop.DuckDbTypeId.Decimal)
            {
                NumericPrecision = column.Type.Width;
                NumericScale = column.Type.Scale;
            }
        }
    }
}
