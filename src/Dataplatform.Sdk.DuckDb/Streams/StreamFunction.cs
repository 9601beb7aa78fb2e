using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Streams;

/// <summary>
/// The table function through which queries read C# streams: <c>_dataplatform_stream(7)</c>. DuckDB calls it on threads of its
/// own, and nothing may be thrown into it.
/// </summary>
[SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "An exception that reaches native code ends the process.")]
internal static unsafe class StreamFunction
{
    public const string Name = "_dataplatform_stream";

    private static readonly Lock Registering = new();

    // All rows in their order; made once, for all copies.
    private static readonly nint EveryRow = MakeEveryRow();

    /// <summary>Makes the function known to a database, once.</summary>
    public static void Register(DuckDbDatabase database)
    {
        using var connection = database.Connect();
        if (IsKnown(connection))
        {
            return;
        }

        lock (Registering)
        {
            if (IsKnown(connection))
            {
                return;
            }

            using var function = DuckDbNative.CreateTableFunction();
            using var id = DuckDbNative.CreateLogicalType(DuckDbTypeId.BigInt);
            DuckDbNative.SetFunctionName(function, Name);
            DuckDbNative.AddFunctionParameter(function, id);
            DuckDbNative.SetFunctionBind(function, &Bind);
            DuckDbNative.SetFunctionInit(function, &Begin);
            DuckDbNative.SetFunction(function, &Next);
            DuckDbNative.SupportProjection(function, true);
            if (DuckDbNative.RegisterTableFunction(connection.Handle, function) != 0)
            {
                throw new DuckDbException($"Catalog Error: DuckDB did not take the function '{Name}', so that queries cannot read C# streams.", DuckDbErrorKind.Catalog);
            }
        }
    }

    // Asking the catalog for all its functions takes a hundred times as long.
    private static bool IsKnown(DuckDbConnection connection)
    {
        try
        {
            using var statement = connection.Prepare($"from {StreamSet.Relation(0)}");
            return true;
        }
        catch (DuckDbException e)
        {
            return e.Kind != DuckDbErrorKind.Catalog;
        }
    }

    [UnmanagedCallersOnly]
    private static void Bind(nint info)
    {
        try
        {
            using var parameter = DuckDbNative.BindParameter(info, 0);
            var id = DuckDbNative.ValueInt64(parameter);
            var source = StreamSet.Find(id);
            source.Bound();
            foreach (var column in source.Schema.Columns)
            {
                using var type = ColumnTypes.ToDuckDb(column.Type).ToHandle();
                DuckDbNative.AddResultColumn(info, column.Name, type);
            }

            DuckDbNative.SetBindData(info, (nint)id, null);
        }
        catch (Exception e)
        {
            DuckDbNative.SetBindError(info, e.Message);
        }
    }

    [UnmanagedCallersOnly]
    private static void Begin(nint info)
    {
        try
        {
            var columns = new int[(int)DuckDbNative.InitColumnCount(info)];
            for (var i = 0; i < columns.Length; i++)
            {
                // A query that only counts asks for a column that there is not.
                var column = DuckDbNative.InitColumnIndex(info, (ulong)i);
                columns[i] = column < int.MaxValue ? (int)column : -1;
            }

            var scan = StreamSet.Find(DuckDbNative.InitBindData(info)).Begin(columns);
            DuckDbNative.SetInitData(info, GCHandle.ToIntPtr(GCHandle.Alloc(scan)), &End);
            DuckDbNative.SetInitThreads(info, 1);
        }
        catch (Exception e)
        {
            DuckDbNative.SetInitError(info, e.Message);
        }
    }

    [UnmanagedCallersOnly]
    private static void Next(nint info, nint chunk)
    {
        var scan = Scan(DuckDbNative.FunctionInitData(info));
        try
        {
            if (scan.Next() is not { } batch)
            {
                DuckDbNative.SetOutputSize(chunk, 0);
                return;
            }

            for (var i = 0; i < scan.Columns.Count; i++)
            {
                if (scan.Columns[i] is var column and >= 0 && column < batch.Chunk.ColumnCount)
                {
                    var source = DuckDbNative.DataChunkVector(batch.Chunk.Handle, (ulong)column);
                    DuckDbNative.CopyVector(source, DuckDbNative.OutputVector(chunk, (ulong)i), EveryRow, (ulong)batch.Count, 0, 0);
                }
            }

            DuckDbNative.SetOutputSize(chunk, (ulong)batch.Count);
            scan.Taken();
        }
        catch (Exception e)
        {
            DuckDbNative.SetFunctionError(info, scan.Fail(e));
        }
    }

    [UnmanagedCallersOnly]
    private static void End(nint data)
    {
        Scan(data).End();
        GCHandle.FromIntPtr(data).Free();
    }

    private static StreamScan Scan(nint data) => (StreamScan)GCHandle.FromIntPtr(data).Target!;

    private static nint MakeEveryRow()
    {
        var selection = DuckDbNative.CreateSelection(DuckDbDataChunk.Capacity);
        var rows = DuckDbNative.SelectionData(selection);
        for (uint i = 0; i < DuckDbDataChunk.Capacity; i++)
        {
            rows[i] = i;
        }

        return selection;
    }
}
