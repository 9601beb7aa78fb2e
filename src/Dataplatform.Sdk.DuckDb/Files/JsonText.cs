using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>How texts and numbers that JSON has no form for are written.</summary>
internal static class JsonText
{
    /// <summary>Escapes what JSON must escape, and nothing else: the file is no part of a web page.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>The numbers that JSON writes as texts: NaN, Infinity and -Infinity.</summary>
    public static bool TryNamedNumber(ref Utf8JsonReader json, out double value)
    {
        value = double.NaN;
        if (json.TokenType != JsonTokenType.String)
        {
            return false;
        }

        if (json.ValueTextEquals("Infinity"u8))
        {
            value = double.PositiveInfinity;
            return true;
        }

        if (json.ValueTextEquals("-Infinity"u8))
        {
            value = double.NegativeInfinity;
            return true;
        }

        return json.ValueTextEquals("NaN"u8);
    }

    public static void WriteNumber(Utf8JsonWriter json, float value)
    {
        if (float.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            WriteNamed(json, value);
        }
    }

    public static void WriteNumber(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            WriteNamed(json, value);
        }
    }

    /// <summary>Without the zeros at the end that only tell the column's scale.</summary>
    public static void WriteNumber(Utf8JsonWriter json, decimal value)
    {
        Span<char> text = stackalloc char[32];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        var digits = text[..length];
        json.WriteRawValue(digits.Contains('.') ? digits.TrimEnd('0').TrimEnd('.') : digits, skipInputValidation: true);
    }

    /// <summary>A whole number of any width.</summary>
    public static void WriteNumber<T>(Utf8JsonWriter json, T value)
        where T : IBinaryInteger<T>
    {
        Span<char> text = stackalloc char[40];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }

    private static void WriteNamed(Utf8JsonWriter json, double value) =>
        json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
}
