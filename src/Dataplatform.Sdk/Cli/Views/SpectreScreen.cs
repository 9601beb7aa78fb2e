using System.Text;
using Dataplatform.Sdk.Cli.Terminal;
using Spectre.Console;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>Gives Spectre our console, so that it writes where we write and asks nothing of the process itself.</summary>
internal sealed class SpectreScreen : IAnsiConsoleOutput
{
    private readonly CliConsole _console;

    private SpectreScreen(CliConsole console) => _console = console;

    public TextWriter Writer => _console.Out;

    public bool IsTerminal => _console.IsTerminal;

    public int Width => _console.Size().Width;

    public int Height => _console.Size().Height;

    public static IAnsiConsole Create(CliConsole console) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        ColorSystem = console.UseColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.Yes,
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        Out = new SpectreScreen(console),
    });

    public void SetEncoding(Encoding encoding)
    {
        // The writer's encoding is UTF-8 and stays so.
    }
}
