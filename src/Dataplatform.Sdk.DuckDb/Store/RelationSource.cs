using System.Runtime.CompilerServices;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>The rows of a relation; each stream has a connection of its own.</summary>
/// <param name="connect">Opens a connection.</param>
/// <param name="relation">What stands behind <c>from</c>.</param>
/// <param name="codec">The contract's codec.</param>
/// <param name="origin">What the relation is, for messages: <c>the asset 'sales/orders'</c>.</param>
internal sealed class RelationSource<T>(Func<DuckDbConnection> connect, string relation, RowCodec<T> codec, string origin) : ITableSource<T>
{
    public IAsyncEnumerable<T> ReadAsync(long? limit, CancellationToken cancellationToken) => new RowStream<T>(BatchesAsync(limit, cancellationToken));

    public IAsyncEnumerable<ReadOnlyMemory<T>> ReadBatchesAsync(CancellationToken cancellationToken) => BatchesAsync(limit: null, cancellationToken);

    public async ValueTask<long> CountAsync(CancellationToken cancellationToken)
    {
        using var connection = connect();
        using var statement = connection.Prepare($"select count(*) from {relation}");
        using var stream = await Task.Run(() => statement.Stream(cancellationToken), cancellationToken);
        using var chunk = stream.Next(cancellationToken)!;
        return chunk.Vector(0).Value<long>(0);
    }

    private string Origin => char.ToUpperInvariant(origin[0]) + origin[1..];

    private async IAsyncEnumerable<ReadOnlyMemory<T>> BatchesAsync(long? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var connection = connect();
        using var statement = Prepare(connection, limit);
        using var stream = await Task.Run(() => statement.Stream(cancellationToken), cancellationToken);
        var batch = new DuckDbBatchReader(codec.Schema, origin);
        var rows = new T[RowCodec.BatchSize];
        while (stream.Next(cancellationToken) is { } chunk)
        {
            yield return rows.AsMemory(0, batch.Read(chunk, codec, rows));
        }
    }

    private DuckDbStatement Prepare(DuckDbConnection connection, long? limit)
    {
        try
        {
            IReadOnlyList<DuckDbColumn> columns;
            using (var all = connection.Prepare($"select * from {relation}"))
            {
                columns = all.Columns;
            }

            var match = ColumnMatch.Of(codec.Schema, columns, Origin, allowExtra: true);
            var end = limit is { } rows ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" limit {rows}") : string.Empty;
            return connection.Prepare($"select {match.Projection()} from {relation}{end}");
        }
        catch (DuckDbException e)
        {
            throw new DataplatformException($"{Origin} cannot be read; materialize it again. {e.Message}", e);
        }
    }
}
