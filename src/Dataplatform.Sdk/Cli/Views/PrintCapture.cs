using Dataplatform.Sdk.Cli.Terminal;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>
/// Keeps the prints and logs of the user's own code apart from the view: with --json they go to standard error, on a
/// terminal they appear above the moving lines instead of across them,
/// and in a file or pipe our lines begin at the beginning of a line.
/// </summary>
internal sealed class PrintCapture : IDisposable
{
    private readonly Action _restore;

    private PrintCapture(Action restore) => _restore = restore;

    public static PrintCapture Begin(CliConsole console, RunView view, bool isJson)
    {
        if (!console.IsProcess)
        {
            return new PrintCapture(() => { });
        }

        var (output, error) = (Console.Out, Console.Error);
        var ending = () => { };
        if (isJson)
        {
            Console.SetOut(error);
        }
        else if (view is LiveRunView live)
        {
            var (prints, logs) = (new LineWriter(live.WriteAbove), new LineWriter(live.WriteAbove));
            Console.SetOut(prints);
            if (console.IsErrorTerminal)
            {
                Console.SetError(logs);
            }

            ending = () =>
            {
                prints.EndLine();
                logs.EndLine();
            };
        }
        else if (view is PlainRunView plain)
        {
            var shared = new SharedOutput(output);
            plain.Writing = shared.Between;
            Console.SetOut(shared);
        }

        return new PrintCapture(() =>
        {
            Console.SetOut(output);
            Console.SetError(error);
            ending();
        });
    }

    public void Dispose() => _restore();
}
