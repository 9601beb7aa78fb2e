using System.CommandLine;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Planning.Backfills;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>compile</c>: the SQL of an asset as it will run.</summary>
internal static class CompileCommand
{
    public static Command Create(CliContext context)
    {
        var asset = new Argument<string>("asset") { Description = "The asset's key; its bare name if only one asset has it." };
        var config = CommonOptions.Config();
        var (partition, from, to) = (PartitionOptions.Partition(), PartitionOptions.From(), PartitionOptions.To());
        var command = new Command("compile", "Show the SQL of an asset as it will run.") { asset, config, partition, from, to };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var node = context.Find(parsed.GetRequiredValue(asset));
            Write(context, node, parsed.GetValue(config), await PartitionsAsync(context, node, parsed.GetValue(partition) ?? [], parsed.GetValue(from), parsed.GetValue(to), cancellationToken));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(CliContext context, AssetNode node, string[]? config, IReadOnlyList<PartitionKey>? partitions)
    {
        var dialect = StoreAccess.Dialect(context.Stores.For(node.Definition));
        var query = SqlCompiler.Compile(context.Graph, node.Key, dialect, type => context.Configs(config).Get(type), partitions);
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
    }

    private static async ValueTask<IReadOnlyList<PartitionKey>?> PartitionsAsync(CliContext context, AssetNode node, string[] partitions, string? from, string? to, CancellationToken cancellationToken)
    {
        if (partitions.Length == 0 && from is null && to is null)
        {
            return null;
        }

        return node.Step.Partitions is not null
            ? [.. PartitionChoice.Read(await context.PartitionsAsync(cancellationToken), [node.Step], partitions, from, to).Of(node.Step).Keys()]
            : throw new DataplatformException($"'{node.Key}' is not divided into partitions. Leave out --partition, --from and --to.");
    }
}
