using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Configs;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>config</c>: what can be configured, and what is.</summary>
internal static class ConfigCommand
{
    private static readonly JsonWriterOptions Pretty = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(CliContext context) => new("config", "Show the run configuration, or its schema.")
    {
        Show(context),
        Schema(context),
    };

    private static Command Schema(CliContext context)
    {
        var command = new Command("schema", "Print the JSON schema of a file for --config.");
        command.SetAction(_ =>
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(buffer, Pretty))
            {
                ConfigSchema.Write(json, context.Declaration.Configs.Select(ConfigDefinitions.Get).OrderBy(definition => definition.Section, StringComparer.Ordinal));
            }

            context.Console.Out.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Show(CliContext context)
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var command = new Command("show", "Show what is configured, and where each value comes from.") { config, json };
        command.SetAction(parsed =>
        {
            var configs = context.Configs(parsed.GetValue(config));
            var members = configs.All.SelectMany(bound => bound.Members.Select(member => (bound.Definition.Section, Member: member))).ToList();
            if (parsed.GetValue(json))
            {
                WriteJson(context.Console.Out, members);
            }
            else
            {
                WriteTable(context.Console, members);
            }

            if (configs.Problems(context.Declaration.Configs) is { Count: > 0 } problems)
            {
                throw new DataplatformException($"The configuration is not complete:\n{string.Join('\n', problems.Select(problem => $"- {problem}"))}");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void WriteJson(TextWriter output, IEnumerable<(string Section, BoundMember Member)> members)
    {
        var lines = new JsonLines(output);
        foreach (var (section, member) in members)
        {
            lines.WriteLine(json =>
            {
                json.WriteString("section", section);
                json.WriteString("member", member.Member.Name);
                json.WritePropertyName("value");
                if (member.Value is { } value)
                {
                    member.Member.Type.WriteJson(json, value);
                }
                else
                {
                    json.WriteNullValue();
                }

                json.WriteString("source", member.Source ?? (IsMissing(member) ? "missing" : "default"));
                json.WriteBoolean("secret", member.Member.Type.IsSecret);
            });
        }
    }

    private static void WriteTable(CliConsole console, List<(string Section, BoundMember Member)> members)
    {
        if (members.Count == 0)
        {
            console.WriteLine(new Line("The app has no configuration: put [Config] on a record, and take it in an asset."));
            return;
        }

        var table = new TextTable(["member", "value", "from"], [false, false, false]);
        foreach (var (section, member) in members)
        {
            table.Add(
            [
                new($"{section}:{member.Member.Name}"),
                new(member.Text ?? "-", member.Text is null ? Tone.Dim : Tone.Normal),
                IsMissing(member) ? new("missing", Tone.Bad) : new(member.Source ?? "default", Tone.Dim),
            ]);
        }

        foreach (var line in table.Lines(console.Width))
        {
            console.WriteLine(line);
        }
    }

    private static bool IsMissing(BoundMember member) => member.Source is null && member.Member.IsRequired;
}
