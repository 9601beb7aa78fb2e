using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Dataplatform.Sdk.Configs;

/// <summary>A name of an enum. Numbers are none: they would say nothing to whoever reads the configuration.</summary>
internal sealed class EnumConfigType<T> : ConfigType
    where T : struct, Enum
{
    private static readonly string[] Names = Enum.GetNames<T>();

    internal override string Noun => $"one of {string.Join(", ", Names)}";

    internal override bool TryParse(string text, [NotNullWhen(true)] out object? value)
    {
        value = Array.Exists(Names, name => name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)) && Enum.TryParse<T>(text, ignoreCase: true, out var parsed)
            ? parsed
            : null;
        return value is not null;
    }

    internal override string Write(object value) => value.ToString() ?? string.Empty;

    internal override void WriteJson(Utf8JsonWriter json, object value) => json.WriteStringValue(Write(value));

    internal override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("enum");
        foreach (var name in Names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }
}
