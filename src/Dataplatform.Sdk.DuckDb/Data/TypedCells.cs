using System.Numerics;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Data;

/// <summary>How a cell, which is not missing, is read as a type that is known when the caller is compiled: without boxing, and without reflection.</summary>
internal static class TypedCells
{
    // Before the readers of any type are looked up.
    private static readonly Dictionary<Type, Delegate> Readers = All();

    /// <summary>The reader of a type; null if there is none.</summary>
    public static Func<ColumnCells, int, T>? Of<T>() => Cache<T>.Reader;

    private static Dictionary<Type, Delegate> All()
    {
        var readers = new Dictionary<Type, Delegate>();
        Value(readers, CellValues.Boolean);
        Value(readers, CellValues.Integer<sbyte>);
        Value(readers, CellValues.Integer<byte>);
        Value(readers, CellValues.Integer<short>);
        Value(readers, CellValues.Integer<ushort>);
        Value(readers, CellValues.Integer<int>);
        Value(readers, CellValues.Integer<uint>);
        Value(readers, CellValues.Integer<long>);
        Value(readers, CellValues.Integer<ulong>);
        Value(readers, CellValues.Integer<Int128>);
        Value(readers, CellValues.Integer<UInt128>);
        Value(readers, CellValues.Integer<BigInteger>);
        Value(readers, CellValues.Single);
        Value(readers, CellValues.Double);
        Value(readers, CellValues.Decimal);
        Value(readers, CellValues.Uuid);
        Value(readers, CellValues.Date);
        Value(readers, CellValues.Time);
        Value(readers, CellValues.Timestamp);
        Value(readers, CellValues.Instant);
        Value(readers, CellValues.Length);
        Value(readers, CellValues.Interval);
        Reference(readers, CellValues.Text);
        Reference(readers, CellValues.Blob);
        readers.Add(typeof(object), (Func<ColumnCells, int, object>)NaturalValues.Read);
        readers.Add(typeof(object?[]), (Func<ColumnCells, int, object?[]>)Natural<object?[]>);
        readers.Add(typeof(Dictionary<string, object?>), (Func<ColumnCells, int, Dictionary<string, object?>>)Natural<Dictionary<string, object?>>);
        readers.Add(typeof(Dictionary<object, object?>), (Func<ColumnCells, int, Dictionary<object, object?>>)Natural<Dictionary<object, object?>>);
        readers.Add(typeof(Stream), (Func<ColumnCells, int, Stream>)(static (cells, row) => new MemoryStream(CellValues.Blob(cells, row), writable: false)));
        readers.Add(typeof(TextReader), (Func<ColumnCells, int, TextReader>)(static (cells, row) => new StringReader(CellValues.Text(cells, row))));
        readers.Add(typeof(char), (Func<ColumnCells, int, char>)(static (cells, row) => CellValues.Text(cells, row) is [var only] ? only : throw CellValues.Refused<char>(cells)));
        return readers;
    }

    private static void Value<T>(Dictionary<Type, Delegate> readers, Func<ColumnCells, int, T> read)
        where T : struct
    {
        readers.Add(typeof(T?), (Func<ColumnCells, int, T?>)((cells, row) => read(cells, row)));
        Lists(readers, read, static (cells, _) => throw Missing(cells));
        Lists<T?>(readers, (cells, row) => read(cells, row), static (_, _) => null, addItem: false);
    }

    private static void Reference<T>(Dictionary<Type, Delegate> readers, Func<ColumnCells, int, T> read)
        where T : class => Lists<T>(readers, read, static (_, _) => null!);

    private static void Lists<T>(Dictionary<Type, Delegate> readers, Func<ColumnCells, int, T> read, Func<ColumnCells, int, T> missing, bool addItem = true)
    {
        if (addItem)
        {
            // Bytes are an array of their own, not a list of numbers.
            readers[typeof(T)] = read;
        }

        Func<ColumnCells, int, T[]> array = (cells, row) => Items(cells, row, read, missing);
        readers.TryAdd(typeof(T[]), array);
        readers.Add(typeof(List<T>), (Func<ColumnCells, int, List<T>>)((cells, row) => [.. array(cells, row)]));
        readers.Add(typeof(IReadOnlyList<T>), (Func<ColumnCells, int, IReadOnlyList<T>>)((cells, row) => array(cells, row)));
    }

    private static T[] Items<T>(ColumnCells cells, int row, Func<ColumnCells, int, T> read, Func<ColumnCells, int, T> missing)
    {
        if (cells.Type.Id is not (DuckDbTypeId.List or DuckDbTypeId.Array))
        {
            throw CellValues.Refused<T[]>(cells);
        }

        var (first, count) = NaturalValues.Range(cells, row);
        var (items, child) = (new T[count], cells.Children[0]);
        for (var i = 0; i < count; i++)
        {
            items[i] = child.IsNull(first + i) ? missing(child, first + i) : read(child, first + i);
        }

        return items;
    }

    private static T Natural<T>(ColumnCells cells, int row)
        where T : class => NaturalValues.TypeOf(cells.Type) == typeof(T) ? (T)NaturalValues.Read(cells, row) : throw CellValues.Refused<T>(cells);

    private static InvalidCastException Missing(ColumnCells cells) => new(
        $"The list in column '{cells.Name}' holds a missing item. Read its items as a nullable type, or leave them out in the query.");

    private static class Cache<T>
    {
        public static readonly Func<ColumnCells, int, T>? Reader = (Func<ColumnCells, int, T>?)Readers.GetValueOrDefault(typeof(T));
    }
}
