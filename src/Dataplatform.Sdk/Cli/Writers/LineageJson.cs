using System.Text.Json;
using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>Lineage as one JSON object with edges.</summary>
internal static class LineageJson
{
    public static void Write(TextWriter output, LineagePicture picture) => new JsonLines(output).Write(json =>
    {
        json.WriteString("asset", picture.Asset.Key.Path);
        json.WriteString("column", picture.Column);
        json.WriteString("direction", picture.IsDownstream ? "downstream" : "upstream");
        json.WriteStartArray("edges");
        foreach (var edge in picture.Edges)
        {
            json.WriteStartObject();
            Place(json, "from", edge.From);
            Place(json, "to", edge.To);
            json.WriteBoolean("direct", edge.IsDirect);
            json.WriteStartArray("uses");
            foreach (var use in LineageWords.All(edge.Use))
            {
                json.WriteStringValue(use);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("assumed");
        foreach (var asset in picture.Doubted)
        {
            json.WriteStartObject();
            json.WriteString("asset", asset.Asset.Path);
            json.WriteStartArray("reasons");
            foreach (var doubt in asset.Doubts)
            {
                json.WriteStringValue(doubt);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void Place(Utf8JsonWriter json, string name, AssetColumn column)
    {
        json.WriteStartObject(name);
        json.WriteString("asset", column.Asset.Path);
        json.WriteString("column", column.Column);
        json.WriteEndObject();
    }
}
