using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Tests.Fakes;
using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.Tests.Execution;

/// <summary>What the engine keeps of a step is without the secrets of the process.</summary>
public sealed class RedactionTests
{
    private static readonly string Value = new Secret<string>("secret-5301").Reveal();

    [Fact]
    public async Task In_the_error_of_a_step_and_of_its_causes()
    {
        var run = new TestRun(new TestCatalog().Effect("a/failing", body: _ => throw new InvalidOperationException($"login {Value}", new HttpRequestException($"GET /?key={Value}"))));

        (await MessageOf(run)).ShouldBe("login *** Cause: GET /?key=***");
    }

    [Fact]
    public async Task In_the_error_of_a_users_mistake()
    {
        var run = new TestRun(new TestCatalog().Effect("a/failing", body: _ => throw new DataplatformException($"no login with {Value}")));

        (await MessageOf(run)).ShouldBe("no login with ***");
    }

    [Fact]
    public void In_metadata_of_every_kind_and_nothing_else_of_it_changes()
    {
        var metadata = new Dictionary<string, MetadataValue>
        {
            ["text"] = Value,
            ["markdown"] = MetadataValue.FromMarkdown($"# {Value}"),
            ["url"] = new Uri($"https://shop/?key={Value}"),
            ["json"] = MetadataValue.FromJson($$"""{"key":"{{Value}}"}"""),
            ["table"] = MetadataValue.FromTable(["a", "b"], [[Value, null], ["x", "y"]]),
            ["number"] = 5,
        };

        var redacted = RedactedMetadata.Of(metadata)!;

        redacted["text"].ShouldBe(new MetadataValue.Text("***"));
        redacted["markdown"].ShouldBe(new MetadataValue.Markdown("# ***"));
        redacted["url"].ShouldBe(new MetadataValue.Url("https://shop/?key=***"));
        redacted["json"].ShouldBe(new MetadataValue.Json("""{"key":"***"}"""));
        redacted["table"].ShouldBeOfType<MetadataValue.Table>().Rows.SelectMany(row => row).ShouldBe(["***", null, "x", "y"]);
        redacted["number"].ShouldBe(new MetadataValue.Integer(5));
        var harmless = new Dictionary<string, MetadataValue> { ["text"] = "secret" };
        RedactedMetadata.Of(harmless).ShouldBeSameAs(harmless);
    }

    [Fact]
    public void In_logs_in_the_message_in_its_values_and_in_the_exception()
    {
        var (kept, host) = (new Kept(), new Host());
        var logger = new AssetLogger(host, kept, new("r"), new("a/b"), attempt: 1);

#pragma warning disable CA1848, CA2254
        logger.LogInformation("login with {Key}", Value);
        logger.LogError(new InvalidOperationException($"no {Value}"), "failed");
        logger.LogInformation("rows {Count}", 3);
#pragma warning restore CA1848, CA2254

        kept.Lines.Count.ShouldBe(3);
        kept.Lines[0].ShouldBe("login with ***");
        kept.Lines[1].ShouldStartWith($"failed{Environment.NewLine}System.InvalidOperationException: no ***");
        host.Lines.ShouldBe(kept.Lines);
        host.States.OfType<IEnumerable<KeyValuePair<string, object?>>>().ShouldHaveSingleItem().ShouldContain(new KeyValuePair<string, object?>("Count", 3));
        host.Exceptions.ShouldAllBe(exception => exception == null);
    }

    private static async Task<string> MessageOf(TestRun run)
    {
        await run.ExecuteAsync();
        return run.Observer.Events.OfType<RunEvent.AssetFailed>().Single().Error.Message;
    }

    private sealed class Kept : IStepLog
    {
        public List<string> Lines { get; } = [];

        public bool IsEnabled(LogLevel level) => true;

        public void Write(LogLevel level, string origin, string message, Exception? exception) => Lines.Add(exception is null ? message : $"{message}{Environment.NewLine}{exception}");
    }

    private sealed class Host : ILogger
    {
        public List<string> Lines { get; } = [];

        public List<object?> States { get; } = [];

        public List<Exception?> Exceptions { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Lines.Add(formatter(state, exception));
            States.Add(state);
            Exceptions.Add(exception);
        }
    }
}
