using System.Collections;
using System.Globalization;

namespace Dataplatform.Sdk.DuckDb.Tests.Types;

/// <summary>Writes a row as text, so that rows are compared by what is in them.</summary>
internal static class Content
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        byte[] bytes => "0x" + Convert.ToHexStringLower(bytes),
        decimal number => (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture) + time.Kind,
        IDictionary map => $"{{{string.Join(", ", map.Keys.Cast<object>().Select(key => $"{Of(key)}: {Of(map[key])}").Order(StringComparer.Ordinal))}}}",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Of))}]",
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        _ => $"({string.Join(", ", value.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0 && p.Name != "EqualityContract").Select(p => $"{p.Name} = {Of(p.GetValue(value))}"))})",
    };
}
