using System.CommandLine;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>lineage</c>: where columns come from, and where they go.</summary>
internal static class LineageCommand
{
    private static readonly string[] Formats = ["text", "mermaid", "json"];

    public static Command Create(CliContext context)
    {
        var subject = new Argument<string>("asset") { Description = "The asset, or one of its columns: sales/orders, sales/orders.amount." };
        var upstream = new Option<bool>("--upstream") { Description = "Where it comes from; the default." };
        var downstream = new Option<bool>("--downstream") { Description = "What is made with it." };
        var config = CommonOptions.Config();
        var format = new Option<string>("--format") { Description = "text, mermaid or json.", HelpName = "format", DefaultValueFactory = _ => Formats[0] };
        format.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !Formats.Contains(result.Tokens[0].Value, StringComparer.Ordinal))
            {
                result.AddError($"'--format' is text, mermaid or json, not '{result.Tokens[0].Value}'.");
            }
        });
        var command = new Command("lineage", "Show where columns come from, and where they go.") { subject, upstream, downstream, format, config };
        command.SetAction(parsed =>
        {
            var lineage = context.Lineage(parsed.GetValue(config));
            var (asset, column) = Find(context, parsed.GetRequiredValue(subject));
            var isDownstream = parsed.GetValue(downstream);
            foreach (var direction in isDownstream && parsed.GetValue(upstream) ? [false, true] : new[] { isDownstream })
            {
                var picture = new LineagePicture(lineage, asset, column, direction);
                switch (parsed.GetValue(format))
                {
                    case "json":
                        LineageJson.Write(context.Console.Out, picture);
                        break;
                    case "mermaid":
                        LineageMermaid.Write(context.Console.Out, picture);
                        break;
                    default:
                        new LineageTree(context.Console, picture).Write();
                        break;
                }
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static (AssetNode Asset, string? Column) Find(CliContext context, string subject)
    {
        var dot = subject.IndexOf('.', StringComparison.Ordinal);
        var asset = context.Find(dot < 0 ? subject : subject[..dot]);
        if (dot < 0)
        {
            return (asset, null);
        }

        var columns = LineageGraph.ColumnsOf(asset).Select(column => column.Name).ToList();
        var name = subject[(dot + 1)..];
        return columns.Contains(name, StringComparer.Ordinal) ? (asset, name) : throw new DataplatformException(
            columns.Count == 0
                ? $"'{asset.Key}' has no columns. Leave '.{name}' out."
                : $"'{asset.Key}' has no column '{name}'.{(NearestName.Suggestion(name, columns) is { Length: > 0 } near ? near : $" Its columns are {string.Join(", ", columns)}.")}");
    }
}
