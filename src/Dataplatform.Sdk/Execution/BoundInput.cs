using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>An input that a step can read.</summary>
internal sealed class BoundInput(InputDefinition definition, InputBinding binding, StepSession home, bool isFound, bool isPinned, StepMeter? meter, CancellationToken run)
{
    private Func<StepSession, CancellationToken, ValueTask>? _streamInto;

    public InputDefinition Definition => definition;

    public StepSession Home => home;

    /// <summary>The name under which queries see it.</summary>
    public string Name => binding.Name;

    public bool IsFound => isFound;

    /// <summary>The rows where this run itself has published them and they are still in memory.</summary>
    public Array? Handed { get; init; }

    public Table<T> Open<T>()
    {
        var codec = definition.Rows as RowCodec<T> ?? throw new InvalidOperationException(
            $"The parameter '{definition.Parameter}' takes '{typeof(T)}', but its definition has rows of '{definition.ValueType}'.");
        var source = isPinned ? new LinkedSource<T>((ITableSource<T>?)HandedAs<T>() ?? home.Session.Open(binding, codec), meter, run) : (ITableSource<T>) new UnreadableTable<T>("A view is a query over its inputs and reads no rows. Make it a table, or return a query.");
        _streamInto ??= (target, cancellationToken) =>
            target.Session.BindRowsAsync(binding, codec, source.ReadAsync(limit: null, cancellationToken), cancellationToken);
        return new Table<T>(definition.Key, definition.Name, source);
    }

    /// <summary>All rows in memory.</summary>
    public async ValueTask<IReadOnlyList<T>> ReadAsync<T>() => HandedAs<T>() is { } handed ? handed.ToList() : await Open<T>().ToListAsync(run);

    public ValueTask<T> ReadArtifactAsync<T>(CancellationToken cancellationToken) =>
        definition.Artifact is ArtifactCodec<T> codec
            ? binding is InputBinding.Staged { Asset: var staged } ? home.Session.ReadStagedAsync(staged, codec, cancellationToken)
                : binding is InputBinding.Published { Partitions: [var partition, ..] }
                ? home.Session.ReadArtifactAsync(definition.Key, partition, codec, cancellationToken)
                : home.Session.ReadArtifactAsync(definition.Key, codec, cancellationToken)
            : throw new InvalidOperationException($"The parameter '{definition.Parameter}' takes '{typeof(T)}', but its definition is '{definition.ValueType}'.");

    /// <summary>Makes the rows visible in another store; the table was opened before, since the query names it.</summary>
    public ValueTask StreamIntoAsync(StepSession target, CancellationToken cancellationToken) => _streamInto!(target, cancellationToken);

    // Of exactly this contract: a narrower one reads its columns from the store.
    private HandedRows<T>? HandedAs<T>() => Handed?.GetType() == typeof(T[]) ? new HandedRows<T>((T[])Handed) : null;
}
