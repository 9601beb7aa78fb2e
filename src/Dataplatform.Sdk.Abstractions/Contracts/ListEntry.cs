using System.Runtime.InteropServices;

namespace Dataplatform.Sdk;

/// <summary>How a batch holds a list or a map: as a part of the items of all rows.</summary>
/// <param name="Offset">The row of its first item in the batch of items.</param>
/// <param name="Length">The number of its items.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct ListEntry(long Offset, long Length);
