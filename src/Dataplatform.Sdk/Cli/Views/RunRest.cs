using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>What a run that did not succeed left undone, and the selection that does it.</summary>
internal static class RunRest
{
    // What nobody would copy is not worth a screen.
    private const int MostNames = 20;

    /// <param name="run">The run.</param>
    /// <param name="isObservation">Whether it looked at external assets and computed none.</param>
    public static IEnumerable<Line> Lines(RunEvent.RunCompleted run, bool isObservation = false)
    {
        var rest = run.Assets.Where(IsUndone).ToList();
        if (rest.Count == 0)
        {
            yield return new Line("Everything was published.", Tone.Warn);
            yield break;
        }

        // Whether there are earlier versions is not known here, so nothing is said of them.
        var unknown = rest.Where(asset => asset.Reason == RunReasons.AbandonedInPublication).ToList();
        var number = rest.Count - unknown.Count;
        if (unknown.Count > 0)
        {
            yield return new Line($"Whether these were published is not known: {string.Join(", ", unknown.Take(MostNames).Select(asset => asset.Key.Path))}.", Tone.Warn);
        }

        var line = new Line(number == 0 ? string.Empty : $"{HumanText.Count(number, "asset")} {(number == 1 ? "was" : "were")} not {(isObservation ? "observed" : "published")}. ", Tone.Warn);
        yield return Selection(rest) is { } selection
            ? line.Add(run.Status == RunStatus.Failed ? "Once it is mended: " : "To run the rest: ", Tone.Dim).Add($"{(isObservation ? "observe " : string.Empty)}--select \"{selection}\"", Tone.Accent)
            : line;
    }

    private static string? Selection(List<AssetOutcome> rest)
    {
        if (rest.Count <= MostNames)
        {
            return string.Join(" or ", rest.Select(asset => asset.Key.Path));
        }

        // What was skipped comes after what failed, so a few failures may stand for all; not if the first one stopped the run.
        if (rest.Any(asset => asset.Reason?.EndsWith("and the run stops at the first failure", StringComparison.Ordinal) == true))
        {
            return null;
        }

        var failed = rest.Where(asset => asset.Status != AssetStatus.Skipped).Select(asset => $"{asset.Key.Path}+").ToList();
        return failed.Count is > 0 and <= MostNames ? string.Join(" or ", failed) : null;
    }

    // An asset that its method left out, or that was fresh, is as it should be.
    private static bool IsUndone(AssetOutcome asset) => asset.Status switch
    {
        AssetStatus.Materialized or AssetStatus.Observed or AssetStatus.Checked => false,
        AssetStatus.Skipped => !asset.IsByChoice,
        _ => true,
    };
}
