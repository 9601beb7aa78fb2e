using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Dataplatform.Sdk;

/// <summary>
/// The rows of an upstream asset. In SQL it is a reference: <c>$"from {rawOrders}"</c>. In C# it is a stream that can be
/// read any number of times. Memory stays flat unless <see cref="ToListAsync"/> is asked for.
/// </summary>
/// <typeparam name="T">The contract of a row.</typeparam>
[DebuggerDisplay("{Key.Path,nq}")]
public sealed class Table<T> : IAsyncEnumerable<T>, ITableReference
{
    private readonly ITableSource<T> _source;

    /// <summary>Makes a table; called by the engine. In tests use <see cref="Table.Of{T}(IEnumerable{T})"/>.</summary>
    /// <param name="key">The asset.</param>
    /// <param name="inputName">The name under which the step sees it.</param>
    /// <param name="source">Where the rows come from.</param>
    public Table(AssetKey key, string inputName, ITableSource<T> source)
    {
        Key = key;
        InputName = inputName;
        _source = source;
    }

    /// <inheritdoc/>
    public AssetKey Key { get; }

    /// <inheritdoc/>
    public string InputName { get; }

    /// <summary>Streams the rows.</summary>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _source.ReadAsync(limit: null, cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>
    /// Streams the rows in batches of some thousand, which is the fastest way through many: a stream of single rows costs a few
    /// nanoseconds more for each.
    /// </summary>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>The batches. The memory of a batch, not its rows, may be used again when the next one is asked for.</returns>
    /// <example><code>
    /// await foreach (var batch in trades.ReadBatchesAsync(stop))
    /// {
    ///     foreach (var trade in batch.Span) { total += trade.Price; }
    /// }
    /// </code></example>
    public IAsyncEnumerable<ReadOnlyMemory<T>> ReadBatchesAsync(CancellationToken cancellationToken = default) => _source.ReadBatchesAsync(cancellationToken);

    /// <summary>Reads all rows into memory.</summary>
    public async Task<IReadOnlyList<T>> ToListAsync(CancellationToken cancellationToken = default)
    {
        var rows = new List<T>();
        await foreach (var batch in _source.ReadBatchesAsync(cancellationToken).WithCancellation(cancellationToken))
        {
            rows.AddRange(batch.Span);
        }

        return rows;
    }

    /// <summary>Reads the first rows, in no particular order.</summary>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<T>> PreviewAsync(int limit = 10, CancellationToken cancellationToken = default)
    {
        var rows = new List<T>(limit);
        await foreach (var row in _source.ReadAsync(limit, cancellationToken).WithCancellation(cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Counts the rows without reading them.</summary>
    public ValueTask<long> CountAsync(CancellationToken cancellationToken = default) => _source.CountAsync(cancellationToken);

    /// <summary>Always throws: a table inside an ordinary string would become text, not a reference.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    [SuppressMessage("Design", "CA1065:Do not raise exceptions in unexpected locations", Justification = "Text of a table inside a query is a mistake that must not pass.")]
    public override string ToString() => throw new InvalidOperationException(
        $"The table '{Key}' was turned into text. Write it into a Sql<T> query: $\"from {{{InputName}}}\" returned as Sql<T>.");
}
