using System.Text.Json;
using Dataplatform.Sdk.Events.Wire;

namespace Dataplatform.Sdk.Events;

/// <summary>
/// The stored form of events and records, for implementations of <see cref="IEventLog"/>. Whatever was once written can be read
/// for ever; times are kept to 100 ns, in UTC.
/// </summary>
public static class EventWire
{
    /// <summary>The version of the form that is written.</summary>
    public const int Format = 1;

    /// <summary>An event as it is stored. What became of each asset is left out of the end of a run: the assets' own events say it.</summary>
    public static StoredEvent Write(RunEvent runEvent)
    {
        ArgumentNullException.ThrowIfNull(runEvent);
        var (name, body) = EventMapping.ToBody(runEvent);
        return new StoredEvent(name, Format, runEvent.RunId, runEvent.Time, JsonSerializer.SerializeToUtf8Bytes(body, WireContext.Default.EventBody));
    }

    /// <summary>Reads an event.</summary>
    /// <exception cref="DataplatformException">It was written by a newer version, or is damaged.</exception>
    public static RunEvent Read(StoredEvent stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (stored.Format > Format)
        {
            throw new DataplatformException($"The event '{stored.Name}' of run {stored.RunId} was written by a newer Dataplatform.Sdk (format {stored.Format}, known is {Format}). Update the package.");
        }

        return Parse(
            $"The event '{stored.Name}' of run {stored.RunId}",
            () => EventMapping.ToEvent(stored.Name, stored.RunId, stored.Time, JsonSerializer.Deserialize(stored.Body.Span, WireContext.Default.EventBody)!));
    }

    /// <summary>A run's record as it is stored beside its id.</summary>
    public static byte[] Write(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return JsonSerializer.SerializeToUtf8Bytes(RecordMapping.ToBody(run), WireContext.Default.RunBody);
    }

    /// <summary>Reads a run's record.</summary>
    /// <exception cref="DataplatformException">It is damaged.</exception>
    public static RunRecord ReadRun(RunId run, ReadOnlyMemory<byte> body) =>
        Parse($"The record of run {run}", () => RecordMapping.ToRun(run, JsonSerializer.Deserialize(body.Span, WireContext.Default.RunBody)!));

    /// <summary>An asset's record as it is stored.</summary>
    public static byte[] Write(AssetRecord asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        return JsonSerializer.SerializeToUtf8Bytes(RecordMapping.ToBody(asset), WireContext.Default.AssetBody);
    }

    /// <summary>Reads an asset's record.</summary>
    /// <exception cref="DataplatformException">It is damaged.</exception>
    public static AssetRecord ReadAsset(ReadOnlyMemory<byte> body) =>
        Parse("The record of an asset", () => RecordMapping.ToAsset(JsonSerializer.Deserialize(body.Span, WireContext.Default.AssetBody)!));

    private static T Parse<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or NullReferenceException or InvalidOperationException)
        {
            throw new DataplatformException($"{what} is damaged: {e.Message}", e);
        }
    }
}
