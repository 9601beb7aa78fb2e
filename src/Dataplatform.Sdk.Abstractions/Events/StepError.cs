namespace Dataplatform.Sdk.Events;

/// <summary>Why a step failed, as its author needs it.</summary>
/// <param name="Message">The exception's message.</param>
/// <param name="Exception">The exception's type; null for a mistake that the message explains in full.</param>
/// <param name="Frames">The author's own stack frames, innermost first: <c>SalesAssets.RawOrders in SalesAssets.cs:12</c>.</param>
public sealed record StepError(string Message, string? Exception, IReadOnlyList<string> Frames);
