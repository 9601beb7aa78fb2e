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

    /// <summary>Whether the first failure keeps all further steps from starting. Without it, a failure stops only what depends on it.</summary>
    /// <value>Default: false.</value>
    public bool FailFast { get; init; }
}
