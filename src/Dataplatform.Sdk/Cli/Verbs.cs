using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Reflection;
using Dataplatform.Sdk.Cli.Commands;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Hosting;
using Microsoft.Extensions.Hosting;

namespace Dataplatform.Sdk.Cli;

/// <summary>The tree of verbs and options.</summary>
internal static class Verbs
{
    public static RootCommand Create(CliContext context)
    {
        var root = new RootCommand($"{context.Declaration.Name}: data assets. Without a verb, everything is materialized.")
        {
            MaterializeCommand.Create(context),
            ListCommand.Create(context),
            JobsCommand.Create(context),
            GraphCommand.Create(context),
            LineageCommand.Create(context),
            PlanCommand.Create(context),
            ValidateCommand.Create(context),
            CompileCommand.Create(context),
            ShowCommand.Create(context),
            SqlCommand.Create(context),
            StatusCommand.Create(context),
            ObserveCommand.Create(context),
            CheckCommand.Create(context),
            ChecksCommand.Create(context),
            ReportCommand.Create(context),
            RunsCommand.Create(context),
            BackfillCommand.Create(context),
            BackfillsCommand.Create(context),
            PartitionsCommand.Create(context),
            LogsCommand.Create(context),
            StateCommand.Create(context),
            RollbackCommand.Create(context),
            WipeCommand.Create(context),
            OrphansCommand.Create(context),
            ConfigCommand.Create(context),
        };
        MaterializeCommand.AddTo(root, context);
        root.Directives.Clear();
        root.Options.Add(new Option<string>(AppEnvironment.Option)
        {
            Description = $"The environment, with its appsettings.<name>.json; without it that of {AppEnvironment.Variable}, or {Environments.Production}.",
            HelpName = "name",
            Recursive = true,
        });
        root.Options.Add(new Option<bool>("--verbose") { Description = "Show stack traces of unexpected errors.", Recursive = true });
        if (root.Options.OfType<VersionOption>().FirstOrDefault() is { } version)
        {
            version.Action = new PrintVersion(context);
            version.Recursive = true;
            version.Validators.Clear();
            version.Description = "Show the versions of the app and of Dataplatform.Sdk.";
        }

        if (root.Options.OfType<HelpOption>().FirstOrDefault() is { } help)
        {
            help.Description = "Show this.";
        }

        return root;
    }

    /// <summary>Whether a verb is about to open stores, which only one process at a time may be able to.</summary>
    public static bool NeedsWarehouse(ParseResult parsed) =>
        parsed.CommandResult.Command is { } command && ReferenceEquals(parsed.Action, command.Action)
        && (command is RootCommand || command.Name is "materialize" or "backfill" or "resume" or "show" or "sql" or "status" or "observe" or "check" or "rollback" or "wipe" or "orphans" || (command.Name == "list" && command.Parents.Any(parent => parent.Name == "partitions")) || (command.Name == "plan" && parsed.GetResult("--stale") is OptionResult { Implicit: false }));

    /// <summary>Whether a verb answers people, and does not begin with a line that names the environment already.</summary>
    public static bool LacksHeader(ParseResult parsed) =>
        parsed.CommandResult.Command is { } command && ReferenceEquals(parsed.Action, command.Action)
        && !(command is RootCommand || command.Name is "materialize" or "observe" or "check" or "resume")
        && !parsed.CommandResult.Children.OfType<OptionResult>().Any(option => option is { Implicit: false, Option.Name: "--json" or "--csv" });

    private sealed class PrintVersion(CliContext context) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var app = Assembly.GetEntryAssembly() is { } entry ? $"{context.Declaration.Name} {Version(entry)} " : string.Empty;
            context.Console.WriteLine(new Line($"{app}(Dataplatform.Sdk {Version(typeof(Verbs).Assembly)})"));
            return ExitCodes.Done;
        }

        // Without the commit that the SDK appends after a plus sign.
        private static string Version(Assembly assembly) =>
            (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+')[0];
    }
}
