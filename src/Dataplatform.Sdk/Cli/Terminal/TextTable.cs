namespace Dataplatform.Sdk.Cli.Terminal;

/// <summary>Rows and columns of text, aligned; on a terminal cut to its width.</summary>
/// <param name="headers">The columns' names.</param>
/// <param name="rightAligned">Which columns hold numbers.</param>
internal sealed class TextTable(IReadOnlyList<string> headers, IReadOnlyList<bool> rightAligned)
{
    private const string Gap = "  ";

    // A column of long texts must not push all others off the screen.
    private const int WidestCell = 60;

    private readonly List<IReadOnlyList<Span>> _rows = [];

    public int Count => _rows.Count;

    public void Add(IReadOnlyList<Span> cells) => _rows.Add([.. cells.Select(cell => cell with { Text = TextWidth.OneLine(cell.Text) })]);

    /// <summary>The table as lines.</summary>
    /// <param name="width">The terminal's width; null where nothing is cut.</param>
    public IEnumerable<Line> Lines(int? width)
    {
        var names = headers.Select(TextWidth.OneLine).ToArray();
        var widths = names.Select((name, column) => ColumnWidth(name, column, width)).ToArray();
        if (width is { } limit)
        {
            // The last column, usually the longest text, has what the others leave.
            var others = widths.SkipLast(1).Sum() + (Gap.Length * (widths.Length - 1));
            widths[^1] = Math.Max(TextWidth.Of(names[^1]), Math.Min(widths[^1], limit - others));
        }

        yield return Row([.. names.Select(name => new Span(name, Tone.Strong))], widths, width);
        yield return Row([.. widths.Select(w => new Span(new string('─', w), Tone.Dim))], widths, width);
        foreach (var row in _rows)
        {
            yield return Row(row, widths, width);
        }
    }

    private int ColumnWidth(string name, int column, int? width)
    {
        var widest = _rows.Select(row => TextWidth.Of(row[column].Text)).Append(TextWidth.Of(name)).Max();
        var isLast = column == headers.Count - 1;
        return width is null || isLast ? widest : Math.Min(widest, WidestCell);
    }

    private Line Row(IReadOnlyList<Span> cells, int[] widths, int? width)
    {
        var line = new Line();
        for (var i = 0; i < cells.Count; i++)
        {
            var text = TextWidth.Cut(cells[i].Text, widths[i]);
            line.Add(i == 0 ? string.Empty : Gap);
            line.Add(rightAligned[i] ? TextWidth.PadLeft(text, widths[i]) : TextWidth.PadRight(text, widths[i]), cells[i].Tone);
        }

        return width is { } screen ? line.Cut(screen) : line;
    }
}
