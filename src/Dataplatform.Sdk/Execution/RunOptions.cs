namespace Dataplatform.Sdk.Execution;

/// <summary>How a run goes about its plan.</summary>
public sealed record RunOptions
{
    private readonly int _maxParallel = Environment.ProcessorCount;

    /// <summary>At most so many steps at once.</summary>
    /// <value>Default: the number of processors.</value>
    /// <exception cref="DataplatformException">On setting: less than 1.</exception>
    public int MaxParallel
    {
        get => _maxParallel;
        init => _maxParallel = value >= 1
            ? value
            : throw new DataplatformException("The number of steps at once (--max-parallel) must be at least 1.");
    }

    /// <summary>
    /// At most so many bytes of rows that a step published stay in memory for steps of the same run that read them in C#;
    /// whatever is more is read back from its store, and so is everything at 0. The results are the same.
    /// </summary>
    /// <value>Default: 256 MB, estimated as 32 bytes a row and twice the size of the values.</value>
    public long HandOverLimit { get; init; } = 256_000_000;

    /// <summary>
    /// Whether assets are made from nothing: rows of earlier runs count for nothing, whatever <see cref="WriteAttribute"/> says, and
    /// [Self] is null. What is published stays until the new version is.
    /// </summary>
    /// <value>Default: false.</value>
    public bool FullRefresh { get; init; }

    /// <summary>Whether the first failure keeps all further steps from starting. Without it, a failure stops only what depends on it.</summary>
    /// <value>Default: false.</value>
    public bool FailFast { get; init; }
}
