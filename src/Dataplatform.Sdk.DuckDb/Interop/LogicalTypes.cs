namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>The native forms of several types, for a call that takes them side by side.</summary>
internal sealed class LogicalTypes : IDisposable
{
    private readonly List<LogicalTypeHandle> _handles = [];

    public LogicalTypes(IEnumerable<DuckDbType> types)
    {
        foreach (var type in types)
        {
            _handles.Add(type.ToHandle());
        }

        Pointers = [.. _handles.Select(handle => handle.DangerousGetHandle())];
    }

    /// <summary>Valid until this is disposed.</summary>
    public nint[] Pointers { get; }

    public LogicalTypeHandle this[int index] => _handles[index];

    public void Dispose() => _handles.ForEach(handle => handle.Dispose());
}
