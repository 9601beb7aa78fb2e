using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>The checks of one asset for people: what each is for, how it went, and the rows that are wrong.</summary>
internal static class CheckPage
{
    public static void Write(CliConsole console, AssetKey asset, IReadOnlyList<(CheckDefinition Check, CheckRecord? Last)> checks, DateTimeOffset now)
    {
        for (var i = 0; i < checks.Count; i++)
        {
            if (i > 0)
            {
                console.WriteLine(new Line());
            }

            Write(console, asset, checks[i].Check, checks[i].Last, now);
        }
    }

    private static void Write(CliConsole console, AssetKey asset, CheckDefinition check, CheckRecord? last, DateTimeOffset now)
    {
        var state = CheckWords.State(last);
        console.WriteLine(new Line($"{asset} ", Tone.Dim).Add(check.Name, Tone.Strong).Add("  ").Add(state.Text, state.Tone));
        Fact(console, "is for", check.Description);
        Fact(console, "kind", CheckWords.Kind(check));
        if (last is null)
        {
            return;
        }

        Fact(console, "ran", $"{RunWords.Ago(last.Time, now)} in run {last.RunId.Short}, for {HumanText.Duration(last.Duration)}");
        Fact(console, "version", last.Version);
        Fact(console, "partitions", last.Partitions.Count switch
        {
            0 => null,
            <= 3 => string.Join(", ", last.Partitions.Select(place => place.Key.Text)),
            _ => $"{last.Partitions[0].Key.Text} … {last.Partitions[^1].Key.Text} ({last.Partitions.Count})",
        });
        Fact(console, last.Passed ? "says" : "found", last.Message);
        foreach (var (name, value) in last.Metadata.OrderBy(fact => fact.Key, StringComparer.Ordinal))
        {
            Fact(console, name, MetadataText.Of(value));
        }

        if (last.Evidence is { } evidence)
        {
            var table = new TextTable(evidence.Columns, [.. evidence.Columns.Select(_ => false)]);
            foreach (var row in evidence.Rows)
            {
                table.Add([.. row.Select(cell => cell is null ? new Span("null", Tone.Dim) : new Span(cell))]);
            }

            console.WriteLine(new Line());
            foreach (var line in table.Lines(console.Width))
            {
                console.WriteLine(line);
            }
        }
    }

    private static void Fact(CliConsole console, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            console.WriteLine(new Line($"  {name,-14}", Tone.Dim).Add(TextWidth.OneLine(value)));
        }
    }
}
