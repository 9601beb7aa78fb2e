using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>Lineage as a tree: a branch for each direct edge, and below it what else the column hangs on.</summary>
internal sealed class LineageTree(CliConsole console, LineagePicture picture)
{
    private const string Branch = "├─ ";
    private const string LastBranch = "└─ ";
    private const string Trunk = "│  ";
    private const string NoTrunk = "   ";
    private const string IndirectMark = "┄ ";

    private readonly HashSet<AssetColumn> _shown = [];

    public void Write()
    {
        var head = picture.Column is { } column ? $"{picture.Asset.Key}.{column}" : picture.Asset.Key.Path;
        Print(new Line(head, Tone.Strong).Add(picture.IsDownstream ? "  what is made with it" : "  where it comes from", Tone.Dim));
        var isOne = picture.Column is not null || picture.Starts is [{ Column: null }];
        List<Entry> roots = isOne
            ? [.. Below(picture.Starts[0], isRoot: true)]
            : [.. picture.Starts.Select(start => new Entry(start, new Line(start.Column!, Tone.Accent).Add(Mark(start), Tone.Dim), Follow: true)), .. Rows()];
        WriteAll(roots, string.Empty);
        if (roots.Count == 0)
        {
            Print(new Line(picture.IsDownstream ? "Nothing is made with it." : End(), Tone.Dim));
        }

        foreach (var asset in picture.Doubted)
        {
            Print(new Line($"≈ {asset.Asset}: ", Tone.Warn).Add($"{string.Join("; ", asset.Doubts)}. More is shown than may be true.", Tone.Dim));
        }
    }

    private string End() => picture.Asset.Definition.IsExternal ? "It is external: lineage ends here." : "It comes from no asset.";

    private void WriteAll(IReadOnlyList<Entry> entries, string indent)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            var isLast = i == entries.Count - 1;
            var (at, text, follow) = entries[i];
            var line = new Line(indent + (isLast ? LastBranch : Branch), Tone.Dim);
            foreach (var span in text.Spans)
            {
                line.Add(span.Text, span.Tone);
            }

            // A column that is reached on several ways is followed once.
            var isNew = at is not null && follow && _shown.Add(at);
            var below = isNew ? Below(at!, isRoot: false) : [];
            Print(at is not null && follow && !isNew && Below(at, isRoot: false).Count > 0 ? line.Add("  (see above)", Tone.Dim) : line);
            WriteAll(below, indent + (isLast ? NoTrunk : Trunk));
        }
    }

    private List<Entry> Below(AssetColumn column, bool isRoot)
    {
        var entries = picture.Direct(column).Select(edge => picture.End(edge))
            .Select(end => new Entry(end, new Line(end.ToString()).Add(Mark(end), Tone.Dim), Follow: true)).ToList();
        entries.AddRange(Indirect(picture.Indirect(column)));
        if (isRoot && !picture.IsDownstream && column.Column is not null)
        {
            entries.AddRange(Rows());
        }

        return entries;
    }

    // What decides which rows there are is the same for all columns, and said once.
    private IEnumerable<Entry> Rows() => picture.IsDownstream || picture.Starts is [{ Column: null }]
        ? []
        : Indirect([.. picture.Lineage.Into(new AssetColumn(picture.Asset.Key, null))]);

    private IEnumerable<Entry> Indirect(IReadOnlyList<AssetEdge> edges) => edges
        .SelectMany(edge => LineageWords.Indirect(edge.Use).Select(use => (Use: use, End: picture.End(edge))))
        .GroupBy(pair => (pair.Use, pair.End.Asset))
        .OrderBy(group => group.Key.Asset).ThenBy(group => group.Key.Use, StringComparer.Ordinal)
        .Select(group => new Entry(null, new Line(IndirectMark + group.Key.Use, Tone.Dim).Add("  ").Add(Group(group.Key.Asset, [.. group.Select(pair => pair.End.Column).Distinct()])), Follow: false));

    private static string Group(AssetKey asset, IReadOnlyList<string?> columns)
    {
        var names = columns.OfType<string>().ToList();
        var rows = names.Count < columns.Count ? " (rows)" : string.Empty;
        return names.Count switch
        {
            0 => $"{asset}{rows}",
            1 => $"{asset}.{names[0]}{rows}",
            _ => $"{asset}.({string.Join(", ", names)}){rows}",
        };
    }

    private string Mark(AssetColumn column) => picture.Lineage.Graph[column.Asset].Definition.IsExternal
        ? "  (external)"
        : !picture.IsDownstream && picture.Lineage[column.Asset].Doubts.Count > 0 ? "  ≈" : string.Empty;

    private void Print(Line line) => console.WriteLine(console.Width is { } width ? line.Cut(width) : line);

    private sealed record Entry(AssetColumn? At, Line Text, bool Follow);
}
