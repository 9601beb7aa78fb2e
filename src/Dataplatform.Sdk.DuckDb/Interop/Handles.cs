using System.Runtime.InteropServices;

namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>A pointer that one native destroy function releases; the destroy functions take the address of the pointer.</summary>
internal abstract class DuckDbHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Destroy(ref handle);
        return true;
    }

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

internal sealed class LogicalTypeHandle : DuckDbHandle
{
    protected override void Destroy(ref nint pointer) => DuckDbNative.DestroyLogicalType(ref pointer);
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
internal sealed unsafe class ResultHandle : SafeHandle
{
    public ResultHandle()
        : base(0, ownsHandle: true) =>
        SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));

    public override bool IsInvalid => handle == 0;

    public NativeResult Value => *(NativeResult*)handle;

    protected override bool ReleaseHandle()
    {
        DuckDbNative.DestroyResult(handle);
        NativeMemory.Free((void*)handle);
        return true;
    }
}
