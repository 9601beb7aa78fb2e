using System.Runtime.InteropServices;

namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>
/// A native object that lives at most as long as the one it was made from, whatever order they are disposed in: DuckDB
/// waits forever to open a file again while a connection outlives its database.
/// </summary>
internal abstract class ChildHandle() : SafeHandle(0, ownsHandle: true)
{
    private SafeHandle? _parent;

    public override bool IsInvalid => handle == 0;

    /// <summary>Keeps the parent until this handle is released.</summary>
    public void AttachTo(SafeHandle parent)
    {
        var added = false;
        parent.DangerousAddRef(ref added);
        _parent = parent;
    }

    protected sealed override bool ReleaseHandle()
    {
        Destroy();
        _parent?.DangerousRelease();
        return true;
    }

    protected abstract void Destroy();
}

/// <summary>A pointer that one native destroy function releases; the destroy functions take the address of the pointer.</summary>
internal abstract class DuckDbHandle : ChildHandle
{
    protected sealed override void Destroy() => Destroy(ref handle);

    protected abstract void Destroy(ref nint pointer);
}

internal sealed class InstanceCacheHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbNative.DestroyInstanceCache(ref pointer);
}

internal sealed class DatabaseHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbNative.Close(ref pointer);
}

internal sealed class ConfigHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbNative.DestroyConfig(ref pointer);
}

internal sealed class ConnectionHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbNative.Disconnect(ref pointer);
}

internal sealed class PreparedHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbNative.DestroyPrepare(ref pointer);
}

internal sealed class ExtractedHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbNative.DestroyExtracted(ref pointer);
}

internal sealed class TableFunctionHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbNative.DestroyTableFunction(ref pointer);
}

internal sealed class LogicalTypeHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbNative.DestroyLogicalType(ref pointer);
}

internal sealed class ValueHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbNative.DestroyValue(ref pointer);
}

internal sealed class DataChunkHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbNative.DestroyDataChunk(ref pointer);
}

internal sealed class AppenderHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => _ = DuckDbNative.DestroyAppender(ref pointer);
}

/// <summary>A duckdb_result in native memory, so that its address is stable for as long as the handle lives.</summary>
internal sealed unsafe class ResultHandle : ChildHandle
{
    public ResultHandle(ConnectionHandle connection)
    {
        SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));
        AttachTo(connection);
    }

    public NativeResult Value => *(NativeResult*)handle;

    protected override void Destroy()
    {
        DuckDbNative.DestroyResult(handle);
        NativeMemory.Free((void*)handle);
    }
}
