using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Testing.Tests;

/// <summary>A source that is busy a few times.</summary>
internal sealed class BusySource(int failures)
{
    private int _calls;

    public int Calls => _calls;

    public ExactRow[] Next() => Interlocked.Increment(ref _calls) <= failures ? throw new IOException("busy") : [];
}

/// <summary>Counts what it is told.</summary>
internal sealed class CountingHook : IAssetHook
{
    private int _failures;

    public int Failures => _failures;

    public ValueTask OnFailedAsync(RunEvent.AssetFailed asset, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _failures);
        return default;
    }
}

[Domain("busy"), Retry(1, Delay = "2h"), Hook(typeof(CountingHook))]
internal static class BusyAssets
{
    [Asset, Retry(2, Delay = "1h", Backoff = Backoff.Exponential, On = typeof(IOException)), Timeout("10m"), Pool("source", Slots = 1), RateLimit("source", 1, Per = "1m")]
    internal static IReadOnlyList<ExactRow> Patient(BusySource source) => source.Next();

    [Asset]
    internal static IReadOnlyList<ExactRow> Inherits(BusySource source) => source.Next();
}
