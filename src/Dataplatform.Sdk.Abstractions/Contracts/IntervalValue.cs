using System.Runtime.InteropServices;

namespace Dataplatform.Sdk;

/// <summary>How a batch holds a length of time.</summary>
/// <param name="Months">Whole months.</param>
/// <param name="Days">Whole days.</param>
/// <param name="Micros">Microseconds.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct IntervalValue(int Months, int Days, long Micros);
