using System.Globalization;
using Dataplatform.Sdk.Cli.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>One picture of a <see cref="LiveRegion"/>: back over the last one, then line by line, then nothing below.</summary>
internal sealed class RegionFrame(int lastHeight, IReadOnlyList<string> above, IReadOnlyList<Line> lines, bool color) : Renderable
{
    private const string ClearRest = "\e[K";
    private const string ClearBelow = "\e[J";

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        yield return Segment.Control(lastHeight == 0 ? "\r" : string.Create(CultureInfo.InvariantCulture, $"\e[{lastHeight}A\r"));
        foreach (var line in above)
        {
            yield return Segment.Control($"{line}{ClearRest}\n");
        }

        foreach (var line in lines)
        {
            foreach (var span in line.Spans)
            {
                yield return new Segment(span.Text, color ? Style(span.Tone) : Spectre.Console.Style.Plain);
            }

            yield return Segment.Control(ClearRest);
            yield return Segment.LineBreak;
        }

        yield return Segment.Control(ClearBelow);
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
