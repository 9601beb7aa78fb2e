using Dataplatform.Sdk.Cli.Terminal;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>
/// Keeps the prints and logs of the user's own code apart from the view: with --json they go to standard error, on a
/// terminal they appear above the moving lines instead of across them.
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
        if (isJson)
        {
            Console.SetOut(error);
        }
        else if (view is LiveRunView live)
        {
            Console.SetOut(new LineWriter(live.WriteAbove));
            if (console.IsErrorTerminal)
            {
                Console.SetError(new LineWriter(live.WriteAbove));
            }
        }

        return new PrintCapture(() =>
        {
            Console.SetOut(output);
            Console.SetError(error);
        });
    }

    public void Dispose() => _restore();
}
