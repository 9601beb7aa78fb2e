using Dataplatform.Sdk.Cli.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>Our lines as Spectre draws them.</summary>
internal sealed class LinesRenderable(IReadOnlyList<Line> lines) : Renderable
{
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            foreach (var span in lines[i].Spans)
            {
                yield return new Segment(span.Text, Style(span.Tone));
            }

            if (i < lines.Count - 1)
            {
                yield return Segment.LineBreak;
            }
        }
    }

    private static Style Style(Tone tone) => tone switch
    {
        Tone.Dim => new Style(decoration: Decoration.Dim),
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Good => new Style(Color.Green),
        Tone.Bad => new Style(Color.Maroon),
        Tone.Warn => new Style(Color.Olive),
        Tone.Accent => new Style(Color.Teal),
        _ => Spectre.Console.Style.Plain,
    };
}
