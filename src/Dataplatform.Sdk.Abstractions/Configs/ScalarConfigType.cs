using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Dataplatform.Sdk.Configs;

/// <summary>One value of the base library.</summary>
/// <param name="noun">What it is, for messages.</param>
/// <param name="jsonType">The name of its type in a JSON schema.</param>
/// <param name="format">The name of its format there; null if it has none.</param>
/// <param name="parse">Reads it; null if the text is none.</param>
internal sealed class ScalarConfigType(string noun, string jsonType, string? format, Func<string, object?> parse) : ConfigType
{
    internal override string Noun => noun;

    internal override bool TryParse(string text, [NotNullWhen(true)] out object? value) => (value = parse(text)) is not null;

    internal override string Write(object value) => value switch
    {
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    internal override void WriteJson(Utf8JsonWriter json, object value)
    {
        var text = Write(value);
        if (jsonType == "string" || value is double.NaN or double.PositiveInfinity or double.NegativeInfinity or float.NaN or float.PositiveInfinity or float.NegativeInfinity)
        {
            json.WriteStringValue(text);
        }
        else
        {
            json.WriteRawValue(text);
        }
    }

    internal override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", jsonType);
        if (format is not null)
        {
            json.WriteString("format", format);
        }
    }
}
