using System.Globalization;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>The text of a value in a table or CSV file: the same in every culture, and it reads back without loss.</summary>
internal static class CellText
{
    public static string Of(object value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        Guid id => id.ToString("D"),
        byte[] bytes => Convert.ToBase64String(bytes),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    /// <summary>Whether columns of an engine's type hold numbers, which align on the right.</summary>
    public static bool IsNumber(string engineType)
    {
        var bare = engineType.AsSpan(0, engineType.IndexOf('(', StringComparison.Ordinal) is >= 0 and var open ? open : engineType.Length);
        return bare.EndsWith("INT", StringComparison.OrdinalIgnoreCase)
            || bare.EndsWith("INTEGER", StringComparison.OrdinalIgnoreCase)
            || bare.Equals("DECIMAL", StringComparison.OrdinalIgnoreCase)
            || bare.Equals("NUMERIC", StringComparison.OrdinalIgnoreCase)
            || bare.Equals("FLOAT", StringComparison.OrdinalIgnoreCase)
            || bare.Equals("REAL", StringComparison.OrdinalIgnoreCase)
            || bare.StartsWith("DOUBLE", StringComparison.OrdinalIgnoreCase);
    }
}
