using System.Globalization;
using System.Text.Json;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>Members that several kinds of JSON lines share.</summary>
internal static class JsonWriting
{
    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    public static void WriteKeys(this Utf8JsonWriter json, string name, IEnumerable<AssetKey> keys) =>
        json.WriteStrings(name, keys.Select(key => key.Path));

    public static void WriteOptional(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>A number with so many digits after the point.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string name, double? value, int digits)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, Math.Round(number, digits));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>A time in UTC, to the millisecond.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset? time) =>
        json.WriteString(name, time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    /// <summary>A length of time in milliseconds, to the microsecond.</summary>
    public static void WriteMilliseconds(this Utf8JsonWriter json, string name, TimeSpan value) =>
        json.WriteNumber(name, Math.Round(value.TotalMilliseconds, 3));
}
