using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dataplatform.Sdk.DuckDb.Queries;

/// <summary>A node of DuckDB's parse tree. What a node does not have reads as nothing.</summary>
internal readonly struct ParseNode(JsonElement element)
{
    /// <summary>Whether there is a node.</summary>
    public bool Exists => element.ValueKind == JsonValueKind.Object;

    /// <summary>The kind of expression, table or query.</summary>
    public string Type => Text("type");

    /// <summary>The family of an expression: <c>COLUMN_REF</c>, <c>FUNCTION</c>.</summary>
    public string Class => Text("class");

    /// <summary>The name that the author gave; empty if none.</summary>
    public string Alias => Text("alias");

    /// <summary>Where it begins in the text, in UTF-8 bytes; null where DuckDB does not say.</summary>
    public int? Position => Member("query_location") is { ValueKind: JsonValueKind.Number } at && at.TryGetInt32(out var position) ? position : null;

    /// <summary>The node as DuckDB wrote it.</summary>
    public string Json => element.GetRawText();

    /// <summary>The node without the name that the author gave it.</summary>
    public ParseNode Unnamed()
    {
        if (Alias.Length == 0)
        {
            return this;
        }

        var node = JsonObject.Create(element)!;
        node["alias"] = string.Empty;
        using var document = JsonDocument.Parse(node.ToJsonString());
        return new ParseNode(document.RootElement.Clone());
    }

    /// <summary>A node below this one; one that does not exist if there is none.</summary>
    public ParseNode this[string name] => new(Member(name));

    /// <summary>The nodes of a list.</summary>
    public IReadOnlyList<ParseNode> Children(string name) => Member(name) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select(child => new ParseNode(child))]
        : [];

    /// <summary>The lists of nodes in a list.</summary>
    public IReadOnlyList<IReadOnlyList<ParseNode>> Lists(string name) => Member(name) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select(inner => (IReadOnlyList<ParseNode>)[.. inner.EnumerateArray().Select(child => new ParseNode(child))])]
        : [];

    /// <summary>The texts of a list.</summary>
    public IReadOnlyList<string> Texts(string name) => Member(name) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select(text => text.GetString() ?? string.Empty)]
        : [];

    /// <summary>A text; empty if there is none.</summary>
    public string Text(string name) => Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : string.Empty;

    /// <summary>A number; null if there is none.</summary>
    public int? Number(string name) => Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    /// <summary>Whether something is so.</summary>
    public bool Flag(string name) => Member(name).ValueKind == JsonValueKind.True;

    /// <summary>A value as DuckDB wrote it: a text without quotes, anything else as it stands.</summary>
    public string Value(string name) => Member(name) is var value && value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ValueKind == JsonValueKind.Undefined ? string.Empty : value.GetRawText();

    /// <summary>The nodes directly below, whatever they are called.</summary>
    public IEnumerable<ParseNode> Below()
    {
        if (!Exists)
        {
            yield break;
        }

        foreach (var member in element.EnumerateObject())
        {
            foreach (var node in Nodes(member.Value))
            {
                yield return node;
            }
        }
    }

    private static IEnumerable<ParseNode> Nodes(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => [new ParseNode(value)],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Nodes),
        _ => [],
    };

    private JsonElement Member(string name) => Exists && element.TryGetProperty(name, out var member) ? member : default;
}
