using System.Text.Json;

namespace Dataplatform.Sdk;

/// <summary>One typed fact about a materialization, shown in logs, lineage and dashboards.</summary>
public abstract record MetadataValue
{
    private MetadataValue()
    {
    }

    /// <summary>A whole number.</summary>
    public sealed record Integer(long Value) : MetadataValue;

    /// <summary>A number.</summary>
    public sealed record Number(double Value) : MetadataValue;

    /// <summary>True or false.</summary>
    public sealed record Boolean(bool Value) : MetadataValue;

    /// <summary>Plain text.</summary>
    public sealed record Text(string Value) : MetadataValue;

    /// <summary>Markdown.</summary>
    public sealed record Markdown(string Value) : MetadataValue;

    /// <summary>A link.</summary>
    public sealed record Url(string Value) : MetadataValue;

    /// <summary>Any JSON.</summary>
    public sealed record Json(string Value) : MetadataValue;

    /// <summary>A few rows to look at.</summary>
    /// <param name="Columns">The columns' names.</param>
    /// <param name="Rows">Rows of as many cells as there are columns, as text; null is a missing value.</param>
    public sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows) : MetadataValue;

    /// <summary>Markdown, such as a short report.</summary>
    public static MetadataValue FromMarkdown(string markdown) => new Markdown(markdown);

    /// <summary>A link.</summary>
    public static MetadataValue FromUrl(Uri url) => new Url(url.ToString());

    /// <summary>JSON; checked to be well formed.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static MetadataValue FromJson(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new Json(json);
    }

    /// <summary>A few rows to look at.</summary>
    /// <exception cref="ArgumentException">A row has another number of cells than there are columns.</exception>
    public static MetadataValue FromTable(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string?>> rows)
    {
        if (rows.FirstOrDefault(row => row.Count != columns.Count) is { } wrong)
        {
            throw new ArgumentException($"A row has {wrong.Count} cells, but there are {columns.Count} columns.", nameof(rows));
        }

        return new Table(columns, rows);
    }

    /// <summary>A whole number.</summary>
    public static implicit operator MetadataValue(int value) => new Integer(value);

    /// <summary>A whole number.</summary>
    public static implicit operator MetadataValue(long value) => new Integer(value);

    /// <summary>A number.</summary>
    public static implicit operator MetadataValue(double value) => new Number(value);

    /// <summary>True or false.</summary>
    public static implicit operator MetadataValue(bool value) => new Boolean(value);

    /// <summary>Plain text.</summary>
    public static implicit operator MetadataValue(string value) => new Text(value);

    /// <summary>A link.</summary>
    public static implicit operator MetadataValue(Uri value) => FromUrl(value);
}
