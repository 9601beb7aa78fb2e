using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>What is said of checks while a run goes on, and after it.</summary>
internal static class CheckText
{
    /// <summary>Adds to the line of an asset how its checks went; the same line where it has none.</summary>
    public static Line Add(Line line, AssetProgress asset)
    {
        var failed = asset.Checks.Where(check => !check.Passed).ToList();
        return (asset.Checks.Count, failed.Count) switch
        {
            (0, _) => line,
            (var all, 0) => line.Add("   ").Add(HumanText.Count(all, "check"), Tone.Dim),
            (var all, var number) => line.Add("   ").Add($"{number} of {HumanText.Count(all, "check")} failed", ToneOf(failed)),
        };
    }

    /// <summary>The checks that failed without a step that failed because of them, a line each.</summary>
    public static IEnumerable<Line> Failures(IEnumerable<AssetProgress> assets)
    {
        foreach (var asset in assets.Where(asset => asset.State != AssetState.Failed && asset.Checks.Any(check => !check.Passed)))
        {
            yield return new Line();
            foreach (var check in asset.Checks.Where(check => !check.Passed))
            {
                yield return new Line(check.Severity == CheckSeverity.Error ? "✗ " : "! ", ToneOf([check])).Add(asset.Key.Path, Tone.Strong).Add($" {check.Check}")
                    .Add(check.Message is { } message ? $": {TextWidth.OneLine(message)}" : string.Empty);
            }

            yield return new Line($"  see 'checks show {asset.Key}'", Tone.Dim);
        }
    }

    private static Tone ToneOf(IEnumerable<RunEvent.CheckEvaluated> failed) => failed.Any(check => check.Severity == CheckSeverity.Error) ? Tone.Bad : Tone.Warn;
}
