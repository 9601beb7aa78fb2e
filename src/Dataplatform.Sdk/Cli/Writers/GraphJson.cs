namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>A graph as one JSON object with nodes and edges.</summary>
internal static class GraphJson
{
    public static void Write(TextWriter output, GraphPicture graph) => new JsonLines(output).Write(json =>
    {
        json.WriteStartArray("nodes");
        foreach (var asset in graph.Assets)
        {
            json.WriteStartObject();
            json.WriteString("key", asset.Key.Path);
            json.WriteString("domain", asset.Key.Domain);
            json.WriteString("group", asset.Definition.Group);
            json.WriteString("type", AssetWords.Of(asset.Definition));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("edges");
        foreach (var (from, to) in graph.Edges)
        {
            json.WriteStartObject();
            json.WriteString("from", from.Path);
            json.WriteString("to", to.Path);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
