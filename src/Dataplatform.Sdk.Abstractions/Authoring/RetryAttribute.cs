namespace Dataplatform.Sdk;

/// <summary>
/// Runs a step again when it failed. Each attempt begins from nothing: what the failed one staged is discarded. On a class it
/// counts for each of its assets that says nothing itself.
/// </summary>
/// <remarks>
/// A mistake is never retried, because it would be the same again: rows that break their contract, an output that was not
/// handed over, anything that is a <see cref="DataplatformException"/> and does not call itself
/// <see cref="DataplatformException.IsTransient"/>. Between attempts a step holds neither its place among the parallel steps nor
/// the slots of its pools.
/// </remarks>
/// <param name="retries">How many times after the first attempt: 3 is four attempts in all. 0 says that the asset is not
/// retried, whatever its class or the app say.</param>
/// <example><code>[Asset, Retry(3, Delay = "2s", Backoff = Backoff.Exponential, Jitter = true, On = typeof(HttpRequestException))]</code></example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class RetryAttribute(int retries) : Attribute
{
    /// <summary>How many times after the first attempt.</summary>
    public int Retries { get; } = retries;

    /// <summary>How long to wait before the second attempt: <c>500ms</c>, <c>2s</c>, <c>1h30m</c>.</summary>
    /// <value>Default: <c>1s</c>.</value>
    public string? Delay { get; set; }

    /// <summary>How the delay grows from one attempt to the next.</summary>
    /// <value>Default: <see cref="Backoff.Constant"/>.</value>
    public Backoff Backoff { get; set; }

    /// <summary>The longest delay, however it grows.</summary>
    /// <value>Default: none.</value>
    public string? MaxDelay { get; set; }

    /// <summary>Whether delays vary by chance, so that steps that failed together do not come back together.</summary>
    /// <value>Default: false.</value>
    public bool Jitter { get; set; }

    /// <summary>The exceptions that are worth another attempt: this type and those derived from it.</summary>
    /// <value>Default: all.</value>
    public Type? On { get; set; }

    /// <summary>The same for several types; added to <see cref="On"/>.</summary>
    /// <value>Default: none.</value>
    public Type[]? OnAny { get; set; }
}
