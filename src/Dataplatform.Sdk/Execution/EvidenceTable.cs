using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>Rows as they are kept as evidence: as text, which any engine's values have.</summary>
internal static class EvidenceTable
{
    // A row may hold a document; a few hundred characters tell what is wrong.
    private const int Longest = 400;

    public static MetadataValue.Table Of(QueryRows found) =>
        new([.. found.Columns.Select(column => column.Name)], [.. found.Rows.Select(row => (IReadOnlyList<string?>)[.. row.Select(Text)])]);

    private static string? Text(object? cell) => cell switch
    {
        null => null,
        bool truth => truth ? "true" : "false",
        string or DateOnly or TimeOnly or DateTime or DateTimeOffset or TimeSpan or Guid or byte[] or IFormattable => Cut(SqlDialect.Text(cell)),
        _ => Cut(cell.ToString() ?? string.Empty),
    };

    private static string Cut(string text) => text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
}
