using System.Globalization;
using System.Text.Json;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>The JSON form of a value of a query's result.</summary>
internal static class CellJson
{
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case double number when !double.IsFinite(number):
                json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case float number when !float.IsFinite(number):
                json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case float number:
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case sbyte or short or int or long or byte or ushort or uint or ulong or Int128 or UInt128:
                json.WriteRawValue(CellText.Of(value));
                break;
            default:
                json.WriteStringValue(CellText.Of(value));
                break;
        }
    }
}
