using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk;

/// <summary>What a run tells the asset that it is computing. Take it as a parameter.</summary>
public abstract class AssetContext
{
    /// <summary>The asset; the first one where a method makes several.</summary>
    public abstract AssetKey Key { get; }

    /// <summary>The run.</summary>
    public abstract RunId RunId { get; }

    /// <summary>Which attempt this is, from 1; see <see cref="RetryAttribute"/>.</summary>
    public virtual int Attempt => 1;

    /// <summary>A logger whose lines carry run and asset.</summary>
    public abstract ILogger Logger { get; }

    /// <summary>Cancelled when the run is, or when the attempt takes longer than its timeout; hand it to everything that waits.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>The run's clock.</summary>
    public abstract TimeProvider TimeProvider { get; }

    /// <summary>Adds a fact to the materialization.</summary>
    /// <param name="name">The fact's name; the last value of a name stays.</param>
    /// <param name="value">The fact.</param>
    public abstract void AddMetadata(string name, MetadataValue value);
}
