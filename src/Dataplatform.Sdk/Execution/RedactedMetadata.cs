namespace Dataplatform.Sdk.Execution;

/// <summary>Takes secrets out of the texts in metadata.</summary>
internal static class RedactedMetadata
{
    /// <summary>The same facts; the same dictionary where there is nothing to take out.</summary>
    public static IReadOnlyDictionary<string, MetadataValue>? Of(IReadOnlyDictionary<string, MetadataValue>? metadata)
    {
        if (metadata is null)
        {
            return null;
        }

        Dictionary<string, MetadataValue>? redacted = null;
        foreach (var (name, value) in metadata)
        {
            if (Of(value) is { } safe && !ReferenceEquals(safe, value))
            {
                (redacted ??= new(metadata, StringComparer.Ordinal))[name] = safe;
            }
        }

        return redacted ?? metadata;
    }

    /// <summary>The same value; itself where there is nothing to take out.</summary>
    public static MetadataValue Of(MetadataValue value) => value switch
    {
        MetadataValue.Text(var text) when Redaction.IsNeeded(text) => new MetadataValue.Text(Redaction.Of(text)),
        MetadataValue.Markdown(var text) when Redaction.IsNeeded(text) => new MetadataValue.Markdown(Redaction.Of(text)),
        MetadataValue.Url(var text) when Redaction.IsNeeded(text) => new MetadataValue.Url(Redaction.Of(text)),
        MetadataValue.Json(var text) when Redaction.IsNeeded(text) => new MetadataValue.Json(Redaction.Of(text)),
        MetadataValue.Table(var columns, var rows) when rows.Any(row => row.Any(Redaction.IsNeeded)) =>
            new MetadataValue.Table(columns, [.. rows.Select(row => (IReadOnlyList<string?>)[.. row.Select(cell => cell is null ? null : Redaction.Of(cell))])]),
        _ => value,
    };
}
