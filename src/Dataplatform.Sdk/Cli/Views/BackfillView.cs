using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>A backfill for people: each failure when it happens, and now and then how far it is and how long it will take.</summary>
internal sealed class BackfillView(CliConsole console, TimeProvider clock, long total, long before, TimeSpan? expected) : IRunObserver
{
    private const int MostOfStart = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly long _began = clock.GetTimestamp();
    private readonly Dictionary<AssetKey, (long Partitions, long? Rows)> _assets = [];
    private long _made;
    private long _failed;
    private long _skipped;
    private long _told;

    /// <summary>Says what the next run waits for.</summary>
    public void Waiting(string reason) => Write(new Line($"Waiting: {reason}."));

    public void OnEvent(RunEvent runEvent)
    {
        lock (_gate)
        {
            switch (runEvent)
            {
                case RunEvent.BackfillStarted started:
                    Write(new Line().Add($"Backfill {started.RunId.Short}", Tone.Strong).Add($" · {HumanText.Count(total, "partition")} of {HumanText.Count(started.Targets.Count, "asset")}", Tone.Dim)
                        .Add(expected is { } time ? $" · about {HumanText.Duration(time)}, by what they took before" : string.Empty, Tone.Dim));
                    break;

                case RunEvent.BackfillResumed resumed:
                    Write(new Line().Add($"Backfill {resumed.RunId.Short} goes on", Tone.Strong).Add($" · {HumanText.Count(total, "partition")} left", Tone.Dim));
                    break;

                case RunEvent.AssetMaterialized done:
                    _made += Math.Max(1, done.Partitions.Count);
                    var (partitions, rows) = _assets.GetValueOrDefault(done.Key);
                    _assets[done.Key] = (partitions + done.Partitions.Count, done.Rows is { } more ? (rows ?? 0) + more : rows);
                    TellProgress();
                    break;

                case RunEvent.AssetFailed failed:
                    _failed += Math.Max(1, failed.Partitions.Count);
                    Write(new Line().Add("✗ ", Tone.Bad).Add($"{failed.Key}{Partitions(failed.Partitions)}", Tone.Strong).Add($"   {TextWidth.OneLine(failed.Error.Message)}", Tone.Bad));
                    break;

                case RunEvent.AssetSkipped skipped:
                    _skipped += Math.Max(1, skipped.Partitions.Count);
                    break;

                case RunEvent.BackfillEnded ended:
                    foreach (var line in Assets())
                    {
                        Write(line);
                    }

                    Write(Summary(ended));
                    break;
            }
        }
    }

    private IEnumerable<Line> Assets()
    {
        var table = new TextTable(["asset", "partitions", "rows"], [false, true, true]);
        foreach (var (key, asset) in _assets.OrderBy(asset => asset.Key))
        {
            table.Add([new(key.Path), new(asset.Partitions == 0 ? "whole" : HumanText.Number(asset.Partitions)), new(asset.Rows is { } rows ? HumanText.Number(rows) : string.Empty, Tone.Dim)]);
        }

        return _assets.Count == 0 ? [] : [new Line(), .. table.Lines(console.Width), new Line()];
    }

    private static string Partitions(IReadOnlyList<PartitionPlace> places) => places.Count switch
    {
        0 => string.Empty,
        1 => $" {places[0].Key}",
        _ => $" {places[0].Key} to {places[^1].Key}",
    };

    private void TellProgress()
    {
        var elapsed = clock.GetElapsedTime(_began);
        if (clock.GetElapsedTime(_told == 0 ? _began : _told) < Pause)
        {
            return;
        }

        _told = clock.GetTimestamp();
        var settled = _made + _failed + _skipped;
        var left = elapsed / settled * (total - settled);

        // What a start takes says nothing about the rest.
        var isKnown = elapsed > Warm && settled >= total / MostOfStart;
        Write(new Line().Add($"  {HumanText.Number(settled)} of {HumanText.Number(total)}", Tone.Normal)
            .Add(_failed > 0 ? $", {HumanText.Number(_failed)} failed" : string.Empty, Tone.Bad)
            .Add($" · {HumanText.Elapsed(elapsed)}{(isKnown ? $" · about {HumanText.Duration(left)} left" : string.Empty)}", Tone.Dim));
    }

    private Line Summary(RunEvent.BackfillEnded ended)
    {
        var made = ended.Made - before;
        var line = new Line().Add($"{HumanText.Number(made)} materialized", made > 0 ? Tone.Good : Tone.Normal)
            .Add(", ").Add($"{HumanText.Number(ended.Failed)} failed", ended.Failed > 0 ? Tone.Bad : Tone.Normal);
        if (ended.Blocked > 0)
        {
            line.Add($", {HumanText.Number(ended.Blocked)} not tried, as what they need failed");
        }

        if (total - made - ended.Failed - ended.Blocked is var left and > 0)
        {
            line.Add(", ").Add($"{HumanText.Number(left)} left", Tone.Warn);
        }

        line.Add($" in {HumanText.Duration(clock.GetElapsedTime(_began))}");
        return ended.Status == RunStatus.Succeeded ? line : line.Add($". Go on with 'backfills resume {ended.RunId.Short}'", Tone.Dim);
    }

    private void Write(Line line)
    {
        console.WriteLine(line);
        console.Out.Flush();
    }
}
