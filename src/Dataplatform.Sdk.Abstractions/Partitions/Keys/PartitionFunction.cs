namespace Dataplatform.Sdk;

/// <summary>
/// A mapping between partitions that a function gives. Derive from <see cref="PartitionFunction{TReader, TUpstream}"/>, which has the types.
/// </summary>
public abstract class PartitionFunction
{
    private protected PartitionFunction()
    {
    }

    /// <summary>The type of the reader's keys.</summary>
    internal abstract Type ReaderType { get; }

    /// <summary>The type of the upstream's keys.</summary>
    internal abstract Type UpstreamType { get; }

    /// <summary>What a partition of the reader needs.</summary>
    internal abstract IEnumerable<object> UpstreamOf(object key);

    /// <summary>Which partitions of the reader need one of the upstream; null if the function cannot tell.</summary>
    internal abstract IEnumerable<object>? ReadersOf(object key);
}
