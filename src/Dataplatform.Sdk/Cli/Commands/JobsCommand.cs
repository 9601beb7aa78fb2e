using System.CommandLine;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Selection;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>jobs</c>: what <c>--job</c> can be given.</summary>
internal static class JobsCommand
{
    public static Command Create(CliContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("jobs", "List the jobs, which are selections with names.") { json };
        command.SetAction(parsed =>
        {
            var jobs = context.Declaration.Jobs.Select(job => (job.Name, Selection: context.Declaration.Job(job.Name))).ToList();
            if (parsed.GetValue(json))
            {
                WriteJson(context, jobs);
            }
            else
            {
                WriteTable(context, jobs);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void WriteJson(CliContext context, List<(string Name, AssetSelection Selection)> jobs)
    {
        var lines = new JsonLines(context.Console.Out);
        foreach (var job in jobs)
        {
            lines.WriteLine(json =>
            {
                json.WriteString("name", job.Name);
                json.WriteString("selection", job.Selection.ToString());
                json.WriteKeys("assets", job.Selection.Resolve(context.Graph));
            });
        }
    }

    private static void WriteTable(CliContext context, List<(string Name, AssetSelection Selection)> jobs)
    {
        if (jobs.Count == 0)
        {
            context.Console.WriteLine(new Line("The app has no jobs: builder.AddJob(name, selection) adds one."));
            return;
        }

        var table = new TextTable(["job", "assets", "selection"], [false, true, false]);
        foreach (var (name, selection) in jobs)
        {
            table.Add([new(name), new(HumanText.Number(selection.Resolve(context.Graph).Count)), new(selection.ToString())]);
        }

        foreach (var line in table.Lines(context.Console.Width))
        {
            context.Console.WriteLine(line);
        }

        context.Console.WriteLine(new Line(HumanText.Count(jobs.Count, "job"), Tone.Dim));
    }
}
