using System.CommandLine;
using Dataplatform.Sdk.Cli.Writers;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>--json</c> and <c>--csv</c>.</summary>
internal sealed class RowFormatOptions
{
    public Option<bool> Json { get; } = CommonOptions.Json("One JSON object per row.");

    public Option<bool> Csv { get; } = new("--csv") { Description = "CSV with a header line." };

    public RowFormat Read(ParseResult parsed) => (parsed.GetValue(Json), parsed.GetValue(Csv)) switch
    {
        (true, true) => throw new DataplatformException("Give either --json or --csv."),
        (true, _) => RowFormat.Json,
        (_, true) => RowFormat.Csv,
        _ => RowFormat.Table,
    };
}
