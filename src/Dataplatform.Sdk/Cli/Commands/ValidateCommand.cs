using System.CommandLine;
using Dataplatform.Sdk.Cli.Terminal;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>validate</c>: everything that is wrong with the app, all at once, without opening or running anything.</summary>
internal static class ValidateCommand
{
    public static Command Create(CliContext context)
    {
        var config = CommonOptions.Config();
        var command = new Command("validate", "Check assets, resources, configuration, stores and jobs without running anything.") { config };
        command.SetAction(parsed =>
        {
            var findings = AppValidation.Check(context, parsed.GetValue(config));
            foreach (var finding in findings)
            {
                Write(context.Console, finding);
            }

            var problems = findings.Count(finding => !finding.IsWarning);
            if (problems > 0)
            {
                context.Console.WriteErrorLine(new Line($"invalid: {HumanText.Count(problems, "problem")}"));
                return ExitCodes.UserMistake;
            }

            var assets = context.Graph.Assets;
            context.Console.WriteLine(new Line("valid: ", Tone.Good)
                .Add($"{HumanText.Count(assets.Count, "asset")}, {HumanText.Count(assets.Sum(asset => asset.Upstreams.Count), "edge")}"));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(CliConsole console, Finding finding)
    {
        var lines = finding.Message.Split('\n');
        console.WriteErrorLine(new Line(finding.IsWarning ? "warning: " : finding.Id is null ? "error: " : $"{finding.Id} ", finding.IsWarning ? Tone.Warn : Tone.Bad).Add(lines[0]));
        foreach (var line in lines.Skip(1))
        {
            console.WriteErrorLine(new Line(line));
        }

        if (finding.Location is not null)
        {
            console.WriteErrorLine(new Line($"  at {finding.Location}", Tone.Dim));
        }
    }
}
