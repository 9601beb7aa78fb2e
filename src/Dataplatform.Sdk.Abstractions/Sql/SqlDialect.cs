using System.Globalization;

namespace Dataplatform.Sdk;

/// <summary>How an engine writes names, types and literals.</summary>
public abstract class SqlDialect
{
    /// <summary>A name in quotes.</summary>
    public virtual string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The public name of an asset: its schema and table.</summary>
    public virtual string PublicName(AssetKey key) =>
        key.Domain.Length == 0 ? Identifier(key.Name) : $"{Identifier(key.Domain)}.{Identifier(key.Name)}";

    /// <summary>A type's name.</summary>
    public abstract string TypeName(ColumnType type);

    /// <summary>A value written into the text, where no parameter is taken.</summary>
    public virtual string Literal(object? value, ColumnType type) => $"CAST({Bare(value)} AS {TypeName(type)})";

    /// <summary>The condition that a text matches a regular expression, somewhere in it.</summary>
    /// <param name="column">The column, quoted.</param>
    /// <param name="pattern">The pattern, in the engine's dialect.</param>
    public virtual string Matches(string column, string pattern) => $"regexp_matches({column}, {Quote(pattern)})";

    /// <summary>A value as a text that an engine casts to the value's type.</summary>
    internal static string Text(object value) => value switch
    {
        string text => text,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "+00",
        TimeSpan span => string.Create(CultureInfo.InvariantCulture, $"{span.Ticks / TimeSpan.TicksPerMicrosecond} microseconds"),
        Guid id => id.ToString("D"),
        byte[] bytes => string.Concat(bytes.Select(b => @"\x" + b.ToString("X2", CultureInfo.InvariantCulture))),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A value of type '{value.GetType().Name}' cannot be written into a query."),
    };

    private static string Bare(object? value) => value switch
    {
        null => "NULL",
        bool truth => truth ? "TRUE" : "FALSE",
        _ => Quote(Text(value)),
    };

    private static string Quote(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw new DataplatformException("A text with a NUL character cannot be written into a view's query.")
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
