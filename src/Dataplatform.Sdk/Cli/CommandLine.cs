using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.Cli.Remote;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Hosting;
using Microsoft.Extensions.Hosting;

namespace Dataplatform.Sdk.Cli;

/// <summary>Does what the arguments say, and turns whatever goes wrong into one message and an exit code.</summary>
internal static class CommandLine
{
    public static Task<int> RunAsync(AppHost app, IReadOnlyList<string> args, CancellationToken cancellationToken) =>
        RunAsync(app, args, CliConsole.OfProcess(), cancellationToken);

    public static async Task<int> RunAsync(AppHost app, IReadOnlyList<string> args, CliConsole console, CancellationToken cancellationToken)
    {
        var code = await InvokeAsync(app, args, console, cancellationToken);
        if (console.OutputFailure() is not { } failure)
        {
            return code;
        }

        // Half an answer must not look like a whole one to whoever asks for the exit code only.
        console.WriteErrorLine(new Line("error: ", Tone.Bad).Add($"standard output cannot be written: {failure.Message}"));
        return code == ExitCodes.Done ? ExitCodes.RunFailed : code;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The outermost frame: what nobody expected is reported here, in one line.")]
    private static async Task<int> InvokeAsync(AppHost app, IReadOnlyList<string> args, CliConsole console, CancellationToken cancellationToken)
    {
        var errors = new ErrorPrinter(console, isJson: args.Contains("--json"));
        try
        {
            var parsed = Verbs.Create(new CliContext(app, console)).Parse(args, new ParserConfiguration
            {
                // A query may begin with any character, and "-v" is not "-v as in several letters".
                ResponseFileTokenReplacer = null,
                EnablePosixBundling = false,
            });
            if (UsageMistake.In(parsed) is { } mistake)
            {
                errors.Mistake(mistake);
                return ExitCodes.UserMistake;
            }

            if (app.Declaration.Mistake is { } wrong)
            {
                errors.Mistake(wrong);
                return ExitCodes.UserMistake;
            }

            if (Verbs.NeedsWarehouse(parsed) && await OwnerClient.TryRunAsync(app, args, console, cancellationToken) is { } done)
            {
                return done;
            }

            if (app.Declaration.Environment != Environments.Production && Verbs.LacksHeader(parsed))
            {
                console.WriteErrorLine(new Line($"Environment: {app.Declaration.Environment}", Tone.Dim));
            }

            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = console.Out,
                    Error = console.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                cancellationToken);
        }
        catch (OperationCanceledException e) when (e.CancellationToken.IsCancellationRequested || cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Cancelled;
        }
        catch (DataplatformException e)
        {
            errors.Mistake(e.Message);
            return ExitCodes.UserMistake;
        }
        catch (Exception e)
        {
            errors.Bug(e, args.Contains("--verbose") || !string.IsNullOrEmpty(console.Variable("DATAPLATFORM_DEBUG")));
            return ExitCodes.RunFailed;
        }
        finally
        {
            await console.Out.FlushAsync(CancellationToken.None);
            await console.Error.FlushAsync(CancellationToken.None);
        }
    }
}
