using System.Text;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Tests.Fakes;

namespace Dataplatform.Sdk.Cli.Tests;

public sealed class OutputFailureTests
{
    private const int NoSpaceLeft = 28;
    private const int BrokenPipe = 32;

    [Theory]
    [InlineData("list", ExitCodes.RunFailed)]
    [InlineData("list --json", ExitCodes.RunFailed)]
    [InlineData("materialize", ExitCodes.RunFailed)]
    public async Task A_full_disk_is_told_and_exits_with_1(string args, int code)
    {
        var (exit, error) = await RunAsync(args, new IOException("No space left on device", NoSpaceLeft));
        exit.ShouldBe(code);
        error.ShouldBe("error: standard output cannot be written: No space left on device\n");
    }

    [Fact]
    public async Task A_reader_that_leaves_early_is_no_failure()
    {
        var (exit, error) = await RunAsync("list", new IOException("Broken pipe", BrokenPipe));
        exit.ShouldBe(ExitCodes.Done);
        error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_graver_exit_code_stays()
    {
        var (exit, error) = await RunAsync("show quux --json", new IOException("No space left on device", NoSpaceLeft));
        exit.ShouldBe(ExitCodes.UserMistake);
        error.ShouldContain("error: There is no asset 'quux'.");
        error.ShouldEndWith("error: standard output cannot be written: No space left on device\n");
    }

    private static async Task<(int Exit, string Error)> RunAsync(string args, IOException failure)
    {
        var stream = new PipeStream(new FailingStream(failure));
        var error = new StringWriter(new StringBuilder()) { NewLine = "\n" };
        var run = new TestRun();
        var console = new CliConsole { Out = CliConsole.Writer(stream), Error = error, OutputFailure = () => stream.Failure };
        return (await run.RunAsync(args.Split(' '), console, CancellationToken.None), error.ToString());
    }

    private sealed class FailingStream(IOException failure) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw failure;
    }
}
