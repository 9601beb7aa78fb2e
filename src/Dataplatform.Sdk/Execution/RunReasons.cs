namespace Dataplatform.Sdk.Execution;

/// <summary>Why assets were not materialized, in the words that people and machines read.</summary>
internal static class RunReasons
{
    public const string Interrupted = "interrupted";
    public const string LeftOutByMethod = "its method left it out";
    public const string CameOutAsItWas = "fresh: what it reads came out as it was";
    public const string ComputedMeanwhile = "fresh: another run has computed it in the meantime";
    public const string PublishedMeanwhile = "another run that goes on from the same one has published it";
    public const string NothingToCheck = "was never published";
    public const string NeverBegan = "never began";
    public const string Abandoned = "interrupted; its step ignores the cancellation, so the run stopped waiting for it";
    public const string AbandonedInPublication = "interrupted while it was being published; whether it was is not known";

    public static string TimedOut(string step, TimeSpan limit) => $"'{step}' took longer than its timeout of {DurationText.Format(limit)}.";

    public static string TimedOutAndAbandoned(string step, TimeSpan limit) =>
        $"'{step}' took longer than its timeout of {DurationText.Format(limit)}, and its code ignores the cancellation, so the run stopped waiting for it. Pass the run's token to everything that waits.";

    public static string Failed(AssetKey key) => $"'{key}' failed";

    public static string LeftOut(AssetKey key) => $"'{key}' was left out by its method";

    public static string Through(string cause, AssetKey key) => $"{cause}, upstream of '{key}'";

    public static string FailFast(AssetKey key) => $"'{key}' failed, and the run stops at the first failure";
}
