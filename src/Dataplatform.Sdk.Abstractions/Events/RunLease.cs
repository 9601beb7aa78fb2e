namespace Dataplatform.Sdk.Events;

/// <summary>A process's hold on a run. It is kept by beating; who wants to know whether it is still held watches the beat.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Owner">The process.</param>
/// <param name="Beat">Grows while the owner lives. It is no time: clocks jump, and those of two processes differ.</param>
public sealed record RunLease(RunId RunId, ProcessStamp Owner, long Beat);
