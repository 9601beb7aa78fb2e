using System.Globalization;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>Metadata for people, on one line.</summary>
internal static class MetadataText
{
    public static string Of(MetadataValue value) => value switch
    {
        MetadataValue.Integer(var number) => number.ToString("N0", CultureInfo.InvariantCulture),
        MetadataValue.Number(var number) => number.ToString("G6", CultureInfo.InvariantCulture),
        MetadataValue.Boolean(var truth) => truth ? "true" : "false",
        MetadataValue.Text(var text) => text,
        MetadataValue.Markdown(var text) => text,
        MetadataValue.Url(var text) => text,
        MetadataValue.Json(var text) => text,
        MetadataValue.Table table => $"{table.Rows.Count} rows of {string.Join(", ", table.Columns)}",
        _ => throw new InvalidOperationException($"Metadata of type '{value.GetType().Name}' has no text."),
    };
}
