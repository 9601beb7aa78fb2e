using System.Text.Json;
using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Lists as arrays.</summary>
/// <param name="place">The column, or the place within one.</param>
/// <param name="ordinal">The ordinal in its batch.</param>
internal sealed class JsonList(ValuePlace place, int ordinal) : JsonValue(place, ordinal)
{
    private readonly JsonValue _element = Within(place)[0];

    protected override bool TryRead(JsonSource source, ref Utf8JsonReader json, BatchWriter batch, int row)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        var (count, items, first) = Begin(json, batch, row);
        for (var i = 0; i < count; i++)
        {
            json.Read();
            _element.Read(source, ref json, items, first + i);
        }

        return json.Read();
    }

    protected override void WritePresent(BatchReader batch, int row, Utf8JsonWriter json)
    {
        var (first, count) = batch.Values<ListEntry>(Ordinal)[row];
        var items = batch.Items(Ordinal);
        json.WriteStartArray();
        for (var i = first; i < first + count; i++)
        {
            _element.Write(items, (int)i, json);
        }

        json.WriteEndArray();
    }
}
