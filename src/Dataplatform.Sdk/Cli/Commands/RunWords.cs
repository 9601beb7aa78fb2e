using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>How people speak of runs.</summary>
internal static class RunWords
{
    /// <summary>As the end of a sentence: <c>failed</c>, <c>was cancelled</c>.</summary>
    public static string Of(RunRecord run) => run.State switch
    {
        RunState.Running => "is running",
        RunState.Succeeded => "has succeeded",
        RunState.Failed => "has failed",
        RunState.Cancelled => "was cancelled",
        _ => $"died: {run.Reason}",
    };

    public static Span State(RunState state) => state switch
    {
        RunState.Running => new("running", Tone.Accent),
        RunState.Succeeded => new("succeeded", Tone.Good),
        RunState.Failed => new("failed", Tone.Bad),
        RunState.Cancelled => new("cancelled", Tone.Warn),
        _ => new("died", Tone.Bad),
    };

    /// <summary><c>just now</c>, <c>5 m ago</c>, <c>3 days ago</c>.</summary>
    public static string Ago(DateTimeOffset time, DateTimeOffset now) => (now - time) switch
    {
        { TotalSeconds: < 5 } => "just now",
        { TotalMinutes: < 1 } age => $"{(int)age.TotalSeconds} s ago",
        { TotalHours: < 1 } age => $"{(int)age.TotalMinutes} m ago",
        { TotalDays: < 1 } age => $"{(int)age.TotalHours} h ago",
        var age => $"{HumanText.Count((int)age.TotalDays, "day")} ago",
    };
}
