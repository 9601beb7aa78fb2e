using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;

namespace Dataplatform.Sdk.Configs;

/// <summary>Writes the JSON schema of a file for <c>--config</c>.</summary>
internal static class ConfigSchema
{
    public static void Write(Utf8JsonWriter json, IEnumerable<ConfigDefinition> definitions)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        json.WriteStartObject("$schema");
        json.WriteString("type", "string");
        json.WriteEndObject();
        foreach (var definition in definitions)
        {
            json.WriteStartObject(definition.Section);
            Section(json, definition);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
        json.WriteEndObject();
    }

    // Nothing is required: what a file leaves out may be configured elsewhere.
    private static void Section(Utf8JsonWriter json, ConfigDefinition definition)
    {
        json.WriteString("type", "object");
        if (definition.Description is { } description)
        {
            json.WriteString("description", description);
        }

        json.WriteStartObject("properties");
        foreach (var member in definition.Members)
        {
            json.WriteStartObject(member.Name);
            Member(json, member);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
    }

    private static void Member(Utf8JsonWriter json, ConfigMember member)
    {
        if (member.IsNullable)
        {
            json.WriteStartArray("anyOf");
            json.WriteStartObject();
            Value(json, member);
            json.WriteEndObject();
            json.WriteStartObject();
            json.WriteString("type", "null");
            json.WriteEndObject();
            json.WriteEndArray();
        }
        else
        {
            Value(json, member);
        }

        json.WriteString("description", member.Description is { } text ? $"{text} ({member.Type.Noun})" : $"{char.ToUpperInvariant(member.Type.Noun[0])}{member.Type.Noun[1..]}.");
        if (member.Default is { } value)
        {
            json.WritePropertyName("default");
            member.Type.WriteJson(json, value);
        }
    }

    private static void Value(Utf8JsonWriter json, ConfigMember member)
    {
        member.Type.WriteSchema(json);
        var length = member.Type.Item is null ? "Length" : "Items";
        foreach (var rule in member.Rules)
        {
            switch (rule)
            {
                case RangeAttribute range:
                    Number(json, range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum", range.Minimum);
                    Number(json, range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum", range.Maximum);
                    break;
                case MinLengthAttribute least:
                    json.WriteNumber($"min{length}", least.Length);
                    break;
                case MaxLengthAttribute { Length: >= 0 } most:
                    json.WriteNumber($"max{length}", most.Length);
                    break;
                case StringLengthAttribute text:
                    json.WriteNumber("minLength", text.MinimumLength);
                    json.WriteNumber("maxLength", text.MaximumLength);
                    break;
                case RegularExpressionAttribute expression:
                    json.WriteString("pattern", $"^(?:{expression.Pattern})$");
                    break;
            }
        }
    }

    private static void Number(Utf8JsonWriter json, string name, object value)
    {
        if (value is int or double)
        {
            json.WriteNumber(name, Convert.ToDouble(value, CultureInfo.InvariantCulture));
        }
    }
}
