using Dataplatform.Sdk.Cli.Tests.Fakes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Dataplatform.Sdk.Cli.Tests;

public sealed class HostingTests
{
    [Fact]
    public async Task Logs_begin_at_warnings_and_go_to_standard_error()
    {
        await using var app = DataplatformApp.CreateBuilder([]).Build();
        var logger = app.Services.GetRequiredService<ILogger<HostingTests>>();
        logger.IsEnabled(LogLevel.Warning).ShouldBeTrue();
        logger.IsEnabled(LogLevel.Information).ShouldBeFalse();
        app.Services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.LogToStandardErrorThreshold.ShouldBe(LogLevel.Trace);
    }

    [Fact]
    public async Task The_users_configuration_of_logs_wins()
    {
        var builder = DataplatformApp.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection([new("Logging:LogLevel:Default", "Information")]);
        await using var app = builder.Build();
        app.Services.GetRequiredService<ILogger<HostingTests>>().IsEnabled(LogLevel.Information).ShouldBeTrue();
    }

    [Fact]
    public async Task Arguments_are_no_configuration()
    {
        var builder = DataplatformApp.CreateBuilder(["show", "x", "--limit", "5", "-v=1"]);
        await using var app = builder.Build();
        builder.Configuration["limit"].ShouldBeNull();
    }

    [Fact]
    public async Task It_is_a_host_builder_like_any_other()
    {
        var builder = DataplatformApp.CreateBuilder([]);
        AddTelemetry(builder);
        await using var app = builder.Build();
        app.Services.GetRequiredService<StringComparer>().ShouldBe(StringComparer.Ordinal);

        static void AddTelemetry<T>(T host)
            where T : IHostApplicationBuilder => host.Services.AddSingleton(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Hosted_services_run_around_a_run_and_for_no_other_verb()
    {
        var service = new Recorder();
        var run = new TestRun { Configure = builder => builder.Services.AddHostedService(_ => service) };
        await run.RunAsync("list");
        service.Calls.ShouldBeEmpty();
        await run.RunAsync();
        service.Calls.ShouldBe(["start", "stop"]);
    }

    [Fact]
    public void Two_jobs_of_one_name_are_refused() =>
        Should.Throw<ArgumentException>(() => DataplatformApp.CreateBuilder([]).AddJob("a", "*").AddJob("a", "*")).Message.ShouldStartWith("There are two jobs named 'a'.");

    [Fact]
    public void A_builder_makes_one_app()
    {
        var builder = DataplatformApp.CreateBuilder([]);
        builder.Build();
        Should.Throw<InvalidOperationException>(builder.Build);
    }

    [Fact]
    public async Task The_last_store_of_a_name_counts()
    {
        var run = new TestRun();
        var other = new MemoryStore(run.Clock);
        run = new TestRun { Configure = builder => builder.AddStore(null, _ => other) };
        await run.RunAsync("sql", "from x");
        other.Queries.ShouldBe(["from x"]);
        run.Store.IsOpen.ShouldBeFalse();
    }

    private sealed class Recorder : IHostedService
    {
        public List<string> Calls { get; } = [];

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Calls.Add("start");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Calls.Add("stop");
            return Task.CompletedTask;
        }
    }
}
