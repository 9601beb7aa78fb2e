namespace Dataplatform.Sdk.Catalog;

/// <summary>How a step is tried again; see <see cref="RetryAttribute"/>.</summary>
/// <param name="Retries">How many times after the first attempt; 0 is never.</param>
public sealed record RetryPolicy(int Retries)
{
    /// <summary>How many times after the first attempt; 0 is never.</summary>
    /// <exception cref="DataplatformException">On setting: less than 0.</exception>
    public int Retries { get; init; } = Retries >= 0
        ? Retries
        : throw new DataplatformException($"A step cannot be retried {Retries} times. Write how many attempts follow the first one, or 0 for none.");

    /// <summary>How long to wait before the second attempt.</summary>
    /// <value>Default: one second.</value>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How the delay grows.</summary>
    /// <value>Default: <see cref="Backoff.Constant"/>.</value>
    public Backoff Backoff { get; init; }

    /// <summary>The longest delay; null if there is none.</summary>
    public TimeSpan? MaxDelay { get; init; }

    /// <summary>Whether delays vary by chance.</summary>
    public bool Jitter { get; init; }

    /// <summary>The exceptions that are worth another attempt, with those derived from them; empty means all.</summary>
    public IReadOnlyList<Type> On { get; init; } = [];
}
