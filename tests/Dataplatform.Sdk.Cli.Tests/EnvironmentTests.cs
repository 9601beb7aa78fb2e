using Dataplatform.Sdk.Cli.Tests.Fakes;
using Dataplatform.Sdk.EventLog;
using Dataplatform.Sdk.Hosting;
using Dataplatform.Sdk.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Dataplatform.Sdk.Cli.Tests;

public sealed class EnvironmentTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("env-").FullName;

    public EnvironmentTests() => File.WriteAllText(Path.Combine(_root, "appsettings.Berlin.json"), "{}");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, "", null)]
    [InlineData(null, "Staging", "Staging")]
    [InlineData("Development", "Staging", "Development")]
    [InlineData("production", null, "Production")]
    [InlineData(null, "DEVELOPMENT", "Development")]
    [InlineData("berlin", null, "Berlin")]
    [InlineData(null, "CI", "CI")]
    public void The_option_goes_before_the_variable_and_the_name_is_that_of_its_settings(string? option, string? variable, string? name)
    {
        foreach (var args in option is null ? [[]] : new string[][] { ["status", "--environment", option], [$"--environment={option}", "status"] })
        {
            AppEnvironment.Of(args, variable, _root).ShouldBe(new AppEnvironment(name, null));
        }
    }

    [Theory]
    [InlineData("Prodution", null, "There is no environment 'Prodution' (--environment): {0} does not exist. Did you mean 'Production'? If it is meant, add the file; {{}} will do.")]
    [InlineData("Prod", null, "There is no environment 'Prod' (--environment): {0} does not exist. Did you mean 'Production'? If it is meant, add the file; {{}} will do.")]
    [InlineData("CI", null, "There is no environment 'CI' (--environment): {0} does not exist. If it is meant, add the file; {{}} will do.")]
    [InlineData(null, "Berlim", "There is no environment 'Berlim' (DOTNET_ENVIRONMENT): {0} does not exist. Did you mean 'Berlin'? If it is meant, add the file; {{}} will do.")]
    public void A_name_that_cannot_be_meant_is_a_mistake(string? option, string? variable, string message)
    {
        var file = Path.Combine(_root, $"appsettings.{option ?? variable}.json");

        AppEnvironment.Of(option is null ? [] : ["--environment", option], variable, _root).Mistake.ShouldBe(string.Format(null, message, file));
    }

    [Fact]
    public async Task A_mistake_is_told_before_anything_runs()
    {
        var run = new TestRun();

        (await run.RunAsync("materialize", "--environment", "Prodution")).ShouldBe(ExitCodes.UserMistake);

        run.Console.Error.ShouldStartWith("error: There is no environment 'Prodution' (--environment): ");
        run.Store.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public async Task Verbs_without_a_header_name_another_environment_than_the_default()
    {
        var run = new TestRun();
        await run.RunAsync("list", "--environment", "Staging");
        run.Console.Error.ShouldBe("Environment: Staging\n");

        foreach (var args in new string[][] { ["list"], ["list", "--environment", "Production"], ["list", "--environment", "Staging", "--json"], ["list", "--environment", "Staging", "--help"], ["--environment", "Staging"] })
        {
            var quiet = new TestRun();
            (await quiet.RunAsync(args)).ShouldBe(ExitCodes.Done);
            quiet.Console.Error.ShouldBeEmpty(string.Join(' ', args));
        }
    }

    [Fact]
    public async Task A_run_names_its_environment_in_its_header()
    {
        var run = new TestRun();

        await run.RunAsync("--environment", "staging");

        run.Console.OutLines[0].ShouldBe("Shop · Staging · in memory");
    }

    [Theory]
    [InlineData("Production", ".dataplatform")]
    [InlineData("Development", ".dataplatform/Development")]
    public async Task Each_environment_has_a_state_of_its_own(string environment, string folder)
    {
        var builder = DataplatformApp.CreateBuilder(["--environment", environment]);
        await using var app = builder.Build();

        app.Services.GetRequiredService<RunSettings>().StateFolder.ShouldBe(Path.Combine(builder.Environment.ContentRootPath, folder));
        StateFolder.Create(Path.Combine(_root, folder));
        File.ReadAllText(Path.Combine(_root, ".dataplatform", ".gitignore")).ShouldBe("*\n", "whichever comes first, git ignores all of it");
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    public void A_name_that_is_no_folder_needs_a_setting(string environment) =>
        Should.Throw<DataplatformException>(() => StateFolder.DefaultFor(environment)).Message.ShouldContain("Dataplatform:StateFolder");
}
