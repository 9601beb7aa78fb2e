using System.Text.Json;
using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Records within a row as objects.</summary>
/// <param name="place">The column, or the place within one.</param>
/// <param name="ordinal">The ordinal in its batch.</param>
internal sealed class JsonStruct(ValuePlace place, int ordinal) : JsonValue(place, ordinal)
{
    private readonly JsonObject _fields = new(place.Schema.Type.Fields, Within(place));

    protected override bool TryRead(JsonSource source, ref Utf8JsonReader json, BatchWriter batch, int row) =>
        json.TokenType == JsonTokenType.StartObject && _fields.TryRead(source, ref json, batch.Fields(Ordinal), row, isWhole: true);

    protected override void WritePresent(BatchReader batch, int row, Utf8JsonWriter json) => _fields.Write(batch.Fields(Ordinal), row, json);
}
