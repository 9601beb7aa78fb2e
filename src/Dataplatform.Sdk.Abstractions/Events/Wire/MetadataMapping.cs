using System.Globalization;
using System.Text.Json;

namespace Dataplatform.Sdk.Events.Wire;

/// <summary>Metadata and its stored form: each fact says its type.</summary>
internal static class MetadataMapping
{
    public static MetadataBody ToBody(MetadataValue value) => value switch
    {
        MetadataValue.Integer(var number) => new("integer", Json(json => json.WriteNumberValue(number))),
        MetadataValue.Number(var number) => new("number", Json(json => WriteNumber(json, number))),
        MetadataValue.Boolean(var truth) => new("boolean", Json(json => json.WriteBooleanValue(truth))),
        MetadataValue.Text(var text) => new("text", Text(text)),
        MetadataValue.Markdown(var text) => new("markdown", Text(text)),
        MetadataValue.Url(var text) => new("url", Text(text)),
        MetadataValue.Json(var text) => new("json", Text(text)),
        MetadataValue.Table table => new("table", Json(json => WriteTable(json, table))),
        _ => throw new InvalidOperationException($"Metadata of type '{value.GetType().Name}' has no stored form."),
    };

    public static MetadataValue ToValue(MetadataBody body) => body.Type switch
    {
        "integer" => new MetadataValue.Integer(body.Value.GetInt64()),
        "number" => new MetadataValue.Number(body.Value.ValueKind == JsonValueKind.String
            ? double.Parse(body.Value.GetString()!, CultureInfo.InvariantCulture)
            : body.Value.GetDouble()),
        "boolean" => new MetadataValue.Boolean(body.Value.GetBoolean()),
        "text" => new MetadataValue.Text(body.Value.GetString()!),
        "markdown" => new MetadataValue.Markdown(body.Value.GetString()!),
        "url" => new MetadataValue.Url(body.Value.GetString()!),
        "json" => new MetadataValue.Json(body.Value.GetString()!),
        "table" => new MetadataValue.Table(
            [.. body.Value.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!)],
            [.. body.Value.GetProperty("rows").EnumerateArray().Select(row => (IReadOnlyList<string?>)[.. row.EnumerateArray().Select(cell => cell.GetString())])]),
        _ => throw new FormatException($"no metadata has the type '{body.Type}'"),
    };

    // Not a number and the infinities have no form in JSON.
    private static void WriteNumber(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void WriteTable(Utf8JsonWriter json, MetadataValue.Table table)
    {
        json.WriteStartObject();
        json.WriteStartArray("columns");
        foreach (var column in table.Columns)
        {
            json.WriteStringValue(column);
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in table.Rows)
        {
            json.WriteStartArray();
            foreach (var cell in row)
            {
                json.WriteStringValue(cell);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static JsonElement Text(string text) => Json(json => json.WriteStringValue(text));

    private static JsonElement Json(Action<Utf8JsonWriter> write)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            write(json);
        }

        using var document = JsonDocument.Parse(memory.ToArray());
        return document.RootElement.Clone();
    }
}
