namespace Dataplatform.Sdk;

/// <summary>
/// A mapping between the partitions of two assets that no other mapping describes, as a function of yours. It must give the same answer for
/// the same key, whenever and wherever it is asked: plans and stale partitions are found by it.
/// </summary>
/// <typeparam name="TReader">The key of the asset that reads: <see cref="Day"/>, an enum, <see cref="DynamicKey"/>.</typeparam>
/// <typeparam name="TUpstream">The key of the asset that is read.</typeparam>
/// <example><code>
/// /// &lt;summary&gt;A day needs itself and the same day of the week before.&lt;/summary&gt;
/// public sealed class SameWeekday : PartitionFunction&lt;Day, Day&gt;
/// {
///     public override IEnumerable&lt;Day&gt; Upstream(Day key) =&gt; [key.AddDays(-7), key];
///
///     public override IEnumerable&lt;Day&gt; Readers(Day key) =&gt; [key, key.AddDays(7)];
/// }
/// </code></example>
public abstract class PartitionFunction<TReader, TUpstream> : PartitionFunction
    where TReader : struct
    where TUpstream : struct
{
    /// <inheritdoc/>
    internal sealed override Type ReaderType => typeof(TReader);

    /// <inheritdoc/>
    internal sealed override Type UpstreamType => typeof(TUpstream);

    /// <summary>What a partition of the reader needs. Keys that the upstream never has, such as days before its first, count for nothing.</summary>
    /// <param name="key">A partition of the reader.</param>
    public abstract IEnumerable<TUpstream> Upstream(TReader key);

    /// <summary>Which partitions of the reader need one of the upstream: the way back.</summary>
    /// <param name="key">A partition of the upstream.</param>
    /// <returns>The partitions. Null, which is the default, if you cannot tell: then all partitions of the reader are asked for what they
    /// need, which takes a while when there are very many.</returns>
    public virtual IEnumerable<TReader>? Readers(TUpstream key) => null;

    /// <inheritdoc/>
    internal sealed override IEnumerable<object> UpstreamOf(object key) => Upstream((TReader)key).Cast<object>();

    /// <inheritdoc/>
    internal sealed override IEnumerable<object>? ReadersOf(object key) => Readers((TUpstream)key)?.Cast<object>();
}
