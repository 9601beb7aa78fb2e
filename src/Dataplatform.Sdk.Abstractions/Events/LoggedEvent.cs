namespace Dataplatform.Sdk.Events;

/// <summary>An event and its place in the log.</summary>
/// <param name="Position">The place: greater than that of every event before it; not without gaps.</param>
/// <param name="Event">What happened.</param>
public sealed record LoggedEvent(long Position, RunEvent Event);
