using System.Collections.Concurrent;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store.Slices;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>The inputs of a step, pinned until the session ends.</summary>
internal sealed class SessionInputs(OpenStore store, StepScope scope, DuckDbConnection connection)
{
    private readonly BoundInputs _bound = new(store.Connect, connection);
    private readonly List<(string Key, string Version, string Shown)> _pinned = [];
    private readonly ConcurrentDictionary<string, PublishedHead?> _previous = new(StringComparer.Ordinal);

    /// <summary>The partitions that the session reads, and the versions into which it stages some.</summary>
    public SliceInputs Slices { get; } = new(store);

    /// <summary>Binds an input; false if it was never published.</summary>
    public bool Bind(InputBinding input)
    {
        switch (input)
        {
            case InputBinding.Published published:
                if (PinRows(published) is not { } rows)
                {
                    return false;
                }

                BindRelation(input, rows);
                return true;

            case InputBinding.Previous:
                if (Previous(input.Key) is not { HasRows: true, Relation: { } last })
                {
                    return false;
                }

                BindRelation(input, StoreLayout.Relation(last));
                return true;

            case InputBinding.Inline inline:
                _bound.BindQuery(inline);
                return true;

            case InputBinding.Foreign foreign:
                var name = $"{StoreLayout.Quote(foreign.RelationSchema)}.{StoreLayout.Quote(foreign.Relation)}";
                _bound.BindQuery(foreign, $"The relation {name} of the external asset '{foreign.Key}'", $"select * from {name}", foreign.Schema, allowExtra: true);
                return true;

            default:
                throw new NotSupportedException($"DuckDB cannot bind an input of kind '{input.GetType().Name}'.");
        }
    }

    /// <summary>Makes a relation visible under the input's name.</summary>
    public void BindRelation(InputBinding input, string relation) => _bound.BindRelation(input, relation);

    /// <summary>Makes rows of C# visible under the input's name; each query reads them anew.</summary>
    public void BindStream<T>(InputBinding input, RowCodec<T> codec, IAsyncEnumerable<T> rows) => _bound.BindStream(input, store.StreamsOf(connection), codec, rows);

    /// <summary>Keeps the streams that a query reads more than once.</summary>
    public void KeepRepeated(string query, CancellationToken cancellationToken) => _bound.KeepRepeated(query, cancellationToken);

    public ITableSource<T> Open<T>(InputBinding input, RowCodec<T> codec) => _bound.Open(input, codec);

    /// <summary>What was published before this run: one version throughout the session, pinned. Null if it was nothing.</summary>
    public PublishedHead? Previous(AssetKey key) => _previous.GetOrAdd(key.Path, _ => Pin(() => BeforeRun(key), key));

    /// <summary>Whether the session goes on from the last version of an asset, or has found that there is none.</summary>
    public bool HasPrevious(AssetKey key) => _previous.ContainsKey(key.Path);

    /// <summary>The version of an asset that is pinned; null if none is.</summary>
    public string? PinnedVersion(AssetKey key) => _pinned.Find(pin => pin.Key == key.Path).Shown;

    /// <summary>The head of an asset, not pinned.</summary>
    public PublishedHead? Head(AssetKey key)
    {
        using var reader = store.Connect();
        var rows = reader.Query(
            $"""
            select v.version, v.kind, v.relation, v.last_version
            from {StoreLayout.Schema}.heads h join {StoreLayout.Schema}.versions v using (version)
            where h.key = $1
            """,
            key.Path);
        return rows.Count == 0 ? null : new((string)rows[0][0]!, (string)rows[0][1]!, (string?)rows[0][2]) { Last = (string?)rows[0][3] };
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

    /// <summary>The bytes of a value that is staged.</summary>
    public byte[] StagedContent(string version)
    {
        using var reader = store.Connect();
        return (byte[])reader.Query($"select content from {StoreLayout.Schema}.artifacts where version = $1", version)[0][0]!;
    }

    /// <summary>The bytes of a published value of one partition.</summary>
    /// <exception cref="DataplatformException">There is none.</exception>
    public byte[] Content(AssetKey key, PartitionKey partition)
    {
        using var reader = store.Connect();
        if (new SlicedVersions(store, reader).Published(key) is not { } version)
        {
            throw Head(key) is null ? SliceErrors.NeverPublished(key, partition) : SliceErrors.NotPartitioned(key);
        }

        if (version.HasRows)
        {
            throw new DataplatformException($"'{key}' is published as a {version.Kind}, not as values. Materialize it again.");
        }

        var content = reader.Query($"select a.content from {version.Heads} h join {StoreLayout.Schema}.artifacts a using (version) where h.partition = $1 and h.id is not null", partition.Text);
        return content is [[byte[] bytes]] ? bytes : throw SliceErrors.NeverPublished(key, partition);
    }

    /// <summary>Ends the pins.</summary>
    public ReleasedSlices Release()
    {
        var slices = Slices.Release();
        var keys = slices.Keys.Concat(_pinned.Where(pin => store.Pins.Release(pin.Version)).Select(pin => pin.Key)).Distinct().ToArray();
        _pinned.Clear();
        return slices with { Keys = keys };
    }

    private PublishedHead? BeforeRun(AssetKey key)
    {
        using var reader = store.Connect();
        var rows = reader.Query(
            $"""
            select v.run_id = $2, v.base, p.version, p.kind, p.relation, p.write
            from {StoreLayout.Schema}.heads h
            join {StoreLayout.Schema}.versions v using (version)
            left join {StoreLayout.Schema}.versions p on p.version = case when v.run_id = $2 then v.base else v.version end
            where h.key = $1
            """,
            key.Path, scope.RunId.Value);
        return rows switch
        {
            [] or [[true, null, ..]] => null,
            [[_, _, null, ..]] => throw StoreErrors.BaseIsGone(key, scope.RunId),
            [var row] => new((string)row[2]!, (string)row[3]!, (string?)row[4]) { Write = (string?)row[5] },
            _ => throw new InvalidOperationException($"'{key}' has several heads."),
        };
    }

    // What stands behind from for an input; null if it was never published.
    private string? PinRows(InputBinding.Published input)
    {
        // A partition that is published between the pin of its version and its own would be dropped with what it replaces.
        lock (store.Pins.Gate)
        {
            if (Pin(() => Head(input.Key), input.Key) is not { Relation: var relation } head)
            {
                return input.Schema is { } schema ? Nothing(schema) : null;
            }

            if (head.Kind is VersionKind.Artifact or VersionKind.PartitionedValue)
            {
                throw new DataplatformException($"'{input.Key}' is published as a value, not as rows. Materialize it again.");
            }

            if (head.Kind == VersionKind.Partitions)
            {
                using var reader = store.Connect();
                return Slices.Pin(reader, new(input.Key, head.Version, head.Kind, relation!), input.Partitions);
            }

            return input.Partitions is null ? StoreLayout.Relation(relation!) : throw SliceErrors.NotPartitioned(input.Key);
        }
    }

    private static string Nothing(RowSchema schema) =>
        $"(select {string.Join(", ", schema.Columns.Select(column => $"cast(null as {ColumnMatch.Name(column)}) as {ColumnMatch.Quote(column)}"))} where false)";

    private PublishedHead? Pin(Func<PublishedHead?> find, AssetKey key)
    {
        // Between reading the head and pinning it nobody may drop what it names.
        lock (store.Pins.Gate)
        {
            if (find() is not { } head)
            {
                return null;
            }

            store.Pins.Pin(head.Version);
            _pinned.Add((key.Path, head.Version, head.Last ?? head.Version));
            return head;
        }
    }
}
