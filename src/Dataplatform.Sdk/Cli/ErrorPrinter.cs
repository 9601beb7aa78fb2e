using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;

namespace Dataplatform.Sdk.Cli;

/// <summary>Prints what went wrong: on standard error for people, and with --json as the last line of standard output too.</summary>
internal sealed class ErrorPrinter(CliConsole console, bool isJson)
{
    /// <summary>A mistake that its message explains.</summary>
    public void Mistake(string message)
    {
        message = Redaction.Of(message);
        Json(message);
        var lines = message.Split('\n');
        console.WriteErrorLine(new Line("error: ", Tone.Bad).Add(lines[0]));
        foreach (var line in lines.Skip(1))
        {
            console.WriteErrorLine(new Line(line));
        }
    }

    /// <summary>Something that nobody expected.</summary>
    public void Bug(Exception exception, bool withStack)
    {
        var message = $"{exception.GetType().Name}: {Redaction.Of(exception.Message.Split('\n')[0])}";
        Json(message);
        console.WriteErrorLine(new Line("error: ", Tone.Bad).Add(message));
        console.WriteErrorLine(new Line(withStack
            ? Redaction.Of(exception.ToString())
            : "This is a bug in Dataplatform.Sdk or in the app's own code; --verbose shows where.", Tone.Dim));
    }

    private void Json(string message)
    {
        if (isJson)
        {
            new JsonLines(console.Out).Write(json =>
            {
                json.WriteString("event", "error");
                json.WriteString("message", message);
            });
        }
    }
}
