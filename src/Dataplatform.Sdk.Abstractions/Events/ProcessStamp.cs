namespace Dataplatform.Sdk.Events;

/// <summary>A process, told apart from every other one, past ones included.</summary>
/// <param name="Host">The machine, and what else decides whether two process ids mean the same: equal only where they can be compared.</param>
/// <param name="ProcessId">The process id.</param>
/// <param name="Started">When it started, in the units of its host; ids are used again.</param>
public sealed record ProcessStamp(string Host, int ProcessId, string Started);
