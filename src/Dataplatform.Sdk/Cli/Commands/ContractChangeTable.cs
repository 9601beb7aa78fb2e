using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Ledger.Rules;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>Writes changes of contracts, the greatest first.</summary>
internal static class ContractChangeTable
{
    public static void Write(CliConsole console, IReadOnlyList<ContractChange> changes, bool isJson)
    {
        var ordered = changes.OrderByDescending(change => change.Impact).ThenBy(change => change.Key, StringComparer.Ordinal);
        if (isJson)
        {
            var lines = new JsonLines(console.Out);
            foreach (var change in ordered)
            {
                lines.WriteLine(line =>
                {
                    line.WriteString("class", Word(change.Impact));
                    line.WriteString("change", KeyGrammar.SnakeCase(change.Kind.ToString()));
                    line.WriteString("asset", change.Key);
                    line.WriteString("part", change.Path.Length == 0 ? null : ColumnPath.Readable(change.Path));
                    line.WriteString("text", ContractRules.Sentence(change) + ".");
                });
            }

            return;
        }

        foreach (var change in ordered)
        {
            var tone = change.Impact switch { ContractImpact.Major => Tone.Bad, ContractImpact.Minor => Tone.Good, _ => Tone.Dim };
            console.WriteLine(new Line(Word(change.Impact) + "  ", tone).Add(ContractRules.Sentence(change) + "."));
        }

        console.WriteLine(changes.Count == 0
            ? new Line("Nothing that readers were promised has changed.")
            : new Line($"{HumanText.Count(changes.Count, "change")}: {Word(ContractComparison.Greatest(changes))}.", Tone.Dim));
    }

    private static string Word(ContractImpact impact) => impact.ToString().ToLowerInvariant();
}
