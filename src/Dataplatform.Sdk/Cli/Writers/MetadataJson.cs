using System.Text.Json;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>The JSON form of metadata: each fact says its type, so that a reader knows a link from a text.</summary>
internal static class MetadataJson
{
    public static void Write(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, MetadataValue> metadata)
    {
        json.WriteStartObject(name);
        foreach (var (fact, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(fact);
            Write(json, value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MetadataValue value)
    {
        switch (value)
        {
            case MetadataValue.Integer(var number):
                json.WriteString("type", "integer");
                json.WriteNumber("value", number);
                break;
            case MetadataValue.Number(var number):
                json.WriteString("type", "number");
                json.WritePropertyName("value");
                CellJson.Write(json, number);
                break;
            case MetadataValue.Boolean(var truth):
                json.WriteString("type", "boolean");
                json.WriteBoolean("value", truth);
                break;
            case MetadataValue.Text(var text):
                json.WriteString("type", "text");
                json.WriteString("value", text);
                break;
            case MetadataValue.Markdown(var markdown):
                json.WriteString("type", "markdown");
                json.WriteString("value", markdown);
                break;
            case MetadataValue.Url(var url):
                json.WriteString("type", "url");
                json.WriteString("value", url);
                break;
            case MetadataValue.Json(var text):
                json.WriteString("type", "json");
                json.WritePropertyName("value");
                WriteCompact(json, text);
                break;
            case MetadataValue.Table table:
                json.WriteString("type", "table");
                WriteTable(json, "value", table);
                break;
            default:
                throw new InvalidOperationException($"Metadata of type '{value.GetType().Name}' has no JSON form.");
        }
    }

    // Parsed and written again, because the author's JSON may have line breaks and an object here is one line.
    private static void WriteCompact(Utf8JsonWriter json, string text)
    {
        using var document = JsonDocument.Parse(text);
        document.WriteTo(json);
    }

    public static void WriteTable(Utf8JsonWriter json, string name, MetadataValue.Table table)
    {
        json.WriteStartObject(name);
        json.WriteStrings("columns", table.Columns);
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
}
