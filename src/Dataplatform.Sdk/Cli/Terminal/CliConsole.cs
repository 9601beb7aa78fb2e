using System.Text;

namespace Dataplatform.Sdk.Cli.Terminal;

/// <summary>What the command line may know of the world outside: two writers, a screen and the environment's variables.</summary>
internal sealed class CliConsole
{
    /// <summary>Standard output: the answer, and nothing else.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Standard error: what went wrong.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Why not everything that was written to <see cref="Out"/> arrived; null if it did. Asked after a flush.</summary>
    public Func<Exception?> OutputFailure { get; init; } = () => null;

    /// <summary>Whether these are the streams of the process itself, whose signals and prints are then ours too.</summary>
    public bool IsProcess { get; init; }

    /// <summary>Whether <see cref="Out"/> is a terminal that can move its cursor.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether <see cref="Error"/> is a terminal.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>The screen's width and height.</summary>
    public Func<(int Width, int Height)> Size { get; init; } = () => (80, 24);

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>Whether tones may be shown as colours: on a terminal, unless <c>NO_COLOR</c> is set.</summary>
    public bool UseColor => IsTerminal && AllowsColor;

    /// <summary>The same of standard error.</summary>
    public bool UseErrorColor => IsErrorTerminal && AllowsColor;

    /// <summary>The width to which lines are cut; null where the output goes to a file or another program.</summary>
    public int? Width => IsTerminal ? Math.Max(20, Size().Width) : null;

    private bool AllowsColor => string.IsNullOrEmpty(Variable("NO_COLOR"));

    /// <summary>The console of this process.</summary>
    public static CliConsole OfProcess()
    {
        if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected)
        {
            Console.OutputEncoding = Encoding.UTF8;
        }

        var canMove = Environment.GetEnvironmentVariable("TERM") != "dumb";
        var output = new PipeStream(Console.OpenStandardOutput());
        return new CliConsole
        {
            Out = Writer(output),
            Error = Writer(new PipeStream(Console.OpenStandardError())),
            OutputFailure = () => output.Failure,
            IsProcess = true,
            IsTerminal = !Console.IsOutputRedirected && canMove,
            IsErrorTerminal = !Console.IsErrorRedirected && canMove,
            Size = ReadSize,
            Variable = Environment.GetEnvironmentVariable,
        };
    }

    public void WriteLine(Line line) => Out.WriteLine(line.Render(UseColor));

    public void WriteErrorLine(Line line)
    {
        Error.WriteLine(line.Render(UseErrorColor));
        Error.Flush();
    }

    /// <summary>How text goes to a standard stream.</summary>
    public static StreamWriter Writer(PipeStream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 8192) { NewLine = "\n" };

    // A terminal that does not tell its size (some CI systems, serial lines) says 0.
    private static (int Width, int Height) ReadSize()
    {
        try
        {
            return (Console.WindowWidth is > 0 and var width ? width : 80, Console.WindowHeight is > 0 and var height ? height : 24);
        }
        catch (IOException)
        {
            return (80, 24);
        }
    }
}
