namespace Dataplatform.Sdk;

/// <summary>How the delay between attempts grows.</summary>
public enum Backoff
{
    /// <summary>It stays: 2 s, 2 s, 2 s.</summary>
    Constant,

    /// <summary>It grows by itself: 2 s, 4 s, 6 s.</summary>
    Linear,

    /// <summary>It doubles: 2 s, 4 s, 8 s.</summary>
    Exponential,
}
