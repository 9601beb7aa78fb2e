using System.Text;

namespace Dataplatform.Sdk.Cli.Terminal;

/// <summary>A line to be shown: independent of who shows it, the plain writer or the live display.</summary>
internal sealed class Line
{
    private readonly List<Span> _spans = [];

    public Line()
    {
    }

    public Line(string text, Tone tone = Tone.Normal) => Add(text, tone);

    public IReadOnlyList<Span> Spans => _spans;

    /// <summary>The columns that the line takes on a terminal.</summary>
    public int Width => _spans.Sum(span => TextWidth.Of(span.Text));

    public Line Add(string text, Tone tone = Tone.Normal)
    {
        if (text.Length > 0)
        {
            _spans.Add(new Span(text, tone));
        }

        return this;
    }

    /// <summary>The same line, cut with an ellipsis where it would be wider than <paramref name="width"/>.</summary>
    public Line Cut(int width)
    {
        if (Width <= width)
        {
            return this;
        }

        var line = new Line();
        var left = width;
        foreach (var span in _spans)
        {
            var text = TextWidth.Cut(span.Text, left);
            line.Add(text, span.Tone);
            left -= TextWidth.Of(text);
            if (text.Length != span.Text.Length || left <= 0)
            {
                break;
            }
        }

        return line;
    }

    /// <summary>The text, with ANSI sequences for the tones if colour is wanted; without trailing blanks.</summary>
    public string Render(bool color)
    {
        var text = new StringBuilder();
        var last = _spans.Count - 1;
        while (last >= 0 && string.IsNullOrWhiteSpace(_spans[last].Text))
        {
            last--;
        }

        for (var i = 0; i <= last; i++)
        {
            var (content, tone) = _spans[i];
            content = i == last ? content.TrimEnd(' ') : content;
            var code = color ? Code(tone) : null;
            text.Append(code is null ? content : $"\e[{code}m{content}\e[0m");
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => Render(color: false);

    private static string? Code(Tone tone) => tone switch
    {
        Tone.Dim => "2",
        Tone.Strong => "1",
        Tone.Good => "32",
        Tone.Bad => "31",
        Tone.Warn => "33",
        Tone.Accent => "36",
        _ => null,
    };
}
