using System.Collections.Concurrent;
using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Streams;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>The inputs of a step: temporary views by name, and what they stand for, pinned until the session ends.</summary>
internal sealed class SessionInputs(OpenStore store, DuckDbConnection connection)
{
    private readonly ConcurrentDictionary<string, (string Relation, string Origin)> _bound = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, (long Stream, object Rows)> _streamed = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Key, string Version)> _pinned = [];

    /// <summary>Binds an input; false if it was never published.</summary>
    public bool Bind(InputBinding input)
    {
        switch (input)
        {
            case InputBinding.Published:
                if (Pin(input.Key) is not { } head)
                {
                    return false;
                }

                BindRelation(input, head.Relation is { } relation
                    ? StoreLayout.Relation(relation)
                    : throw new DataplatformException($"'{input.Key}' is published as a value, not as rows. Materialize it again."));
                return true;

            case InputBinding.Inline inline:
                BindQuery(inline, $"The query of '{inline.Key}'", Subquery.Text(inline.Query.Text), inline.Schema, allowExtra: false);
                return true;

            case InputBinding.Foreign foreign:
                var name = $"{StoreLayout.Quote(foreign.RelationSchema)}.{StoreLayout.Quote(foreign.Relation)}";
                BindQuery(foreign, $"The relation {name} of the external asset '{foreign.Key}'", $"select * from {name}", foreign.Schema, allowExtra: true);
                return true;

            default:
                throw new NotSupportedException($"DuckDB cannot bind an input of kind '{input.GetType().Name}'.");
        }
    }

    /// <summary>Makes a relation visible under the input's name.</summary>
    public void BindRelation(InputBinding input, string relation)
    {
        try
        {
            connection.Execute($"create or replace temp view {StoreLayout.Quote(input.Name)} as select * from {relation}");
        }
        catch (DuckDbException e)
        {
            // A view whose own inputs have changed since.
            throw new DataplatformException($"The asset '{input.Key}' cannot be read; materialize it again. {e.Message}", e);
        }

        _bound[input.Name] = (relation, $"the asset '{input.Key}'");
    }

    /// <summary>Makes rows of C# visible under the input's name; each query reads them anew.</summary>
    public void BindStream<T>(InputBinding input, RowCodec<T> codec, IAsyncEnumerable<T> rows)
    {
        var stream = store.StreamsOf(connection).Add(codec, rows);
        BindRelation(input, StreamSet.Relation(stream));
        _streamed[input.Name] = (stream, rows);
    }

    /// <summary>
    /// Keeps the streams that a query reads more than once in temporary tables: reading one again takes longer than writing it
    /// down.
    /// </summary>
    public void KeepRepeated(string query, CancellationToken cancellationToken)
    {
        foreach (var (name, (stream, _)) in _streamed)
        {
            if (TimesRead(stream, query) > 1)
            {
                var (view, table) = (StoreLayout.Quote(name), $"temp.{StoreLayout.Quote($"{name}@rows")}");
                using (var keep = connection.Prepare($"create or replace temp table {table} as from {StreamSet.Relation(stream)}"))
                {
                    keep.Execute(cancellationToken);
                }

                connection.Execute($"create or replace temp view {view} as from {table}");
            }
        }
    }

    public ITableSource<T> Open<T>(InputBinding input, RowCodec<T> codec) => _streamed.TryGetValue(input.Name, out var streamed)
        ? new StreamedRows<T>((IAsyncEnumerable<T>)streamed.Rows)
        : _bound.TryGetValue(input.Name, out var bound) ? new RelationSource<T>(store.Connect, bound.Relation, codec, bound.Origin)
        : throw new InvalidOperationException($"The input '{input.Name}' is not bound.");

    /// <summary>The head of an asset, not pinned.</summary>
    public PublishedHead? Head(AssetKey key)
    {
        using var reader = store.Connect();
        var rows = reader.Query(
            $"""
            select v.version, v.kind, v.relation
            from {StoreLayout.Schema}.heads h join {StoreLayout.Schema}.versions v using (version)
            where h.key = $1
            """,
            key.Path);
        return rows.Count == 0 ? null : new((string)rows[0][0]!, (string)rows[0][1]!, (string?)rows[0][2]);
    }

    /// <summary>The bytes of a published value; null if there is none.</summary>
    public byte[]? Content(AssetKey key)
    {
        using var reader = store.Connect();
        var rows = reader.Query(
            $"""
            select a.content
            from {StoreLayout.Schema}.heads h join {StoreLayout.Schema}.artifacts a using (version)
            where h.key = $1
            """,
            key.Path);
        return rows.Count == 0 ? null : (byte[])rows[0][0]!;
    }

    /// <summary>Ends the pins.</summary>
    /// <returns>The keys that have versions which were only waiting for this.</returns>
    public IReadOnlyList<string> Release()
    {
        var keys = _pinned.Where(pin => store.Pins.Release(pin.Version)).Select(pin => pin.Key).Distinct().ToArray();
        _pinned.Clear();
        return keys;
    }

    private PublishedHead? Pin(AssetKey key)
    {
        // Between reading the head and pinning it nobody may drop what it names.
        lock (store.Pins.Gate)
        {
            if (Head(key) is not { } head)
            {
                return null;
            }

            store.Pins.Pin(head.Version);
            _pinned.Add((key.Path, head.Version));
            return head;
        }
    }

    private int TimesRead(long stream, string query)
    {
        var source = StreamSet.Find(stream);
        var before = source.TimesBound;
        try
        {
            using var statement = connection.Prepare(query);
        }
        catch (DuckDbException)
        {
            // The query is wrong, which is said where it is staged.
            return 0;
        }

        return source.TimesBound - before;
    }

    private void BindQuery(InputBinding input, string origin, string query, RowSchema schema, bool allowExtra)
    {
        try
        {
            // A connection without this step's views: the query may name public names only.
            using var plain = store.Connect();
            using var statement = plain.Prepare(query);
            var match = ColumnMatch.Of(schema, statement.Columns, origin, allowExtra);
            var typed = $"select {match.Projection()} from (\n{query}\n)";
            connection.Execute($"create or replace temp view {DuckDbDialect.Instance.Identifier(input.Name)} as {typed}");
            _bound[input.Name] = ($"(\n{typed}\n)", $"the asset '{input.Key}'");
        }
        catch (DuckDbException e)
        {
            throw StoreErrors.WrongQuery(origin, e);
        }
    }
}
