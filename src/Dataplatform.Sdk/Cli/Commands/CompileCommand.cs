using System.CommandLine;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Execution;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>compile</c>: the SQL of an asset as it will run.</summary>
internal static class CompileCommand
{
    public static Command Create(CliContext context)
    {
        var asset = new Argument<string>("asset") { Description = "The asset's key; its bare name if only one asset has it." };
        var config = CommonOptions.Config();
        var command = new Command("compile", "Show the SQL of an asset as it will run.") { asset, config };
        command.SetAction(parsed =>
        {
            var node = context.Find(parsed.GetRequiredValue(asset));
            var dialect = StoreAccess.Dialect(context.Stores.For(node.Definition));
            var query = SqlCompiler.Compile(context.Graph, node.Key, dialect, type => context.Configs(parsed.GetValue(config)).Get(type));
            foreach (var comment in CompiledInputs.Comments(context.Graph, node, dialect))
            {
                context.Console.WriteLine(new Line(comment, Tone.Dim));
            }

            context.Console.Out.WriteLine(Redaction.Of(query.Text).Trim('\r', '\n').TrimEnd());
            for (var i = 0; i < query.Parameters.Count; i++)
            {
                var (value, type) = query.Parameters[i];
                var text = value switch
                {
                    null => "null",
                    string words => $"'{TextWidth.OneLine(Redaction.Of(words).Replace("'", "''", StringComparison.Ordinal))}'",
                    _ => TextWidth.OneLine(CellText.Of(value)),
                };
                context.Console.WriteLine(new Line($"-- ${i + 1} = {text} ({type})", Tone.Dim));
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
