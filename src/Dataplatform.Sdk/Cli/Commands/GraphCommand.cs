using System.CommandLine;
using Dataplatform.Sdk.Cli.Writers;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>graph</c>: a picture of the assets.</summary>
internal static class GraphCommand
{
    private static readonly string[] Formats = ["mermaid", "dot", "json"];

    public static Command Create(CliContext context)
    {
        var format = new Option<string>("--format")
        {
            Description = "mermaid, dot or json.",
            HelpName = "format",
            DefaultValueFactory = _ => Formats[0],
        };
        format.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !Formats.Contains(result.Tokens[0].Value, StringComparer.Ordinal))
            {
                result.AddError($"'--format' is mermaid, dot or json, not '{result.Tokens[0].Value}'.");
            }
        });
        var select = CommonOptions.Select();
        var command = new Command("graph", "Draw the assets and what they depend on.") { format, select };
        command.SetAction(parsed =>
        {
            var picture = new GraphPicture(context.Select(parsed.GetValue(select)));
            switch (parsed.GetValue(format))
            {
                case "dot":
                    DotWriter.Write(context.Console.Out, picture);
                    break;
                case "json":
                    GraphJson.Write(context.Console.Out, picture);
                    break;
                default:
                    MermaidWriter.Write(context.Console.Out, picture);
                    break;
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
