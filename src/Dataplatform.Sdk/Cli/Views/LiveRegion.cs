using System.Text;
using Dataplatform.Sdk.Cli.Terminal;
using Spectre.Console;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>
/// A few lines at the bottom of the terminal that are drawn over and over, with ordinary lines going by above them.
/// Spectre's own live display never shrinks and pads itself with blank lines; here the region is as high as its content,
/// and each frame reaches the terminal in one write, so that nothing flickers.
/// </summary>
internal sealed class LiveRegion
{
    private const string HideCursor = "\e[?25l";
    private const string ShowCursor = "\e[?25h";

    private readonly CliConsole _console;
    private readonly StringBuilder _frame = new();
    private readonly IAnsiConsole _screen;
    private int _height;

    private LiveRegion(CliConsole console)
    {
        _console = console;
        _screen = AnsiConsole.Create(new AnsiConsoleSettings
        {
            // The process's own terminal is asked what it can do (on Windows that switches ANSI sequences on).
            Ansi = console.IsProcess ? AnsiSupport.Detect : AnsiSupport.Yes,
            ColorSystem = console.UseColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new Screen(console, new StringWriter(_frame) { NewLine = "\n" }),
        });
    }

    /// <summary>Makes a region; null if the terminal cannot move its cursor.</summary>
    public static LiveRegion? TryCreate(CliConsole console) =>
        new LiveRegion(console) is { _screen.Profile.Capabilities.Ansi: true } region ? region : null;

    /// <summary>Draws the region anew.</summary>
    /// <param name="above">Lines that go by above it, as they are.</param>
    /// <param name="lines">The region; none takes it away.</param>
    public void Draw(IReadOnlyList<string> above, IReadOnlyList<Line> lines)
    {
        _screen.Write(new RegionFrame(_height, above, lines, _console.UseColor));
        _height = lines.Count;
        _console.Out.Write(_height > 0 ? HideCursor : string.Empty);
        _console.Out.Write(_frame);
        _console.Out.Write(_height > 0 ? string.Empty : ShowCursor);
        _console.Out.Flush();
        _frame.Clear();
    }

    private sealed class Screen(CliConsole console, TextWriter frame) : IAnsiConsoleOutput
    {
        public TextWriter Writer => frame;

        public bool IsTerminal => console.IsTerminal;

        public int Width => console.Size().Width;

        public int Height => console.Size().Height;

        public void SetEncoding(Encoding encoding)
        {
            // The writer's encoding is UTF-8 and stays so.
        }
    }
}
