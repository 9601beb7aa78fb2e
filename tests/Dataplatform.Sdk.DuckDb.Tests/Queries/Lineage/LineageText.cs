using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.DuckDb.Tests.Queries.Lineage;

/// <summary>Lineage as the lines of <c>cases.txt</c>.</summary>
internal static class LineageText
{
    public static string Of(RowLineage lineage)
    {
        List<string> lines = [.. lineage.Columns.Select(column => $"{column.Name}: {Edges(column.Edges)}"), $"rows: {Edges(lineage.Rows)}"];
        lines.AddRange(lineage.Doubts.Select(doubt => $"doubt: {doubt}"));
        return string.Join('\n', lines.Select(line => $"-> {line}".TrimEnd()));
    }

    private static string Edges(IReadOnlyList<LineageEdge> edges)
    {
        var direct = string.Join(' ', edges.Where(edge => edge.IsDirect).Select(edge => edge.Source));
        var uses = Enum.GetValues<LineageUse>().Where(use => use > LineageUse.Value)
            .Select(use => (use, Sources: edges.Where(edge => (edge.Use & use) != 0).Select(edge => edge.Source).ToList()))
            .Where(pair => pair.Sources.Count > 0)
            .Select(pair => $"| {pair.use.ToString().ToLowerInvariant()} {string.Join(' ', pair.Sources)}");
        return string.Join(' ', uses.Prepend(direct)).Trim();
    }
}
