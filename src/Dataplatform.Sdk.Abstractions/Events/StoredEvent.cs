namespace Dataplatform.Sdk.Events;

/// <summary>An event as logs store it.</summary>
/// <param name="Name">The event's name, for ever the same: <c>asset_materialized</c>.</param>
/// <param name="Format">The version of the body's form, from 1.</param>
/// <param name="RunId">The run.</param>
/// <param name="Time">When.</param>
/// <param name="Body">The rest, as JSON in UTF-8.</param>
public sealed record StoredEvent(string Name, int Format, RunId RunId, DateTimeOffset Time, ReadOnlyMemory<byte> Body);
