using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>An input that a step can read.</summary>
internal sealed class BoundInput(InputDefinition definition, InputBinding binding, StepSession home, bool isFound, bool isPinned, CancellationToken run)
{
    private Func<StepSession, CancellationToken, ValueTask>? _streamInto;

    public InputDefinition Definition => definition;

    public StepSession Home => home;

    public bool IsFound => isFound;

    public Table<T> Open<T>()
    {
        var codec = definition.Rows as RowCodec<T> ?? throw new InvalidOperationException(
            $"The parameter '{definition.Parameter}' takes '{typeof(T)}', but its definition has rows of '{definition.ValueType}'.");
        var source = isPinned ? new LinkedSource<T>(home.Session.Open(binding, codec), run) : (ITableSource<T>) new UnreadableTable<T>("A view is a query over its inputs and reads no rows. Make it a table, or return a query.");
        _streamInto ??= (target, cancellationToken) =>
            target.Session.BindRowsAsync(binding, codec, source.ReadAsync(limit: null, cancellationToken), cancellationToken);
        return new Table<T>(definition.Key, definition.Name, source);
    }

    public ValueTask<T> ReadArtifactAsync<T>(CancellationToken cancellationToken) =>
        definition.Artifact is ArtifactCodec<T> codec
            ? home.Session.ReadArtifactAsync(definition.Key, codec, cancellationToken)
            : throw new InvalidOperationException($"The parameter '{definition.Parameter}' takes '{typeof(T)}', but its definition is '{definition.ValueType}'.");

    /// <summary>Makes the rows visible in another store; the table was opened before, since the query names it.</summary>
    public ValueTask StreamIntoAsync(StepSession target, CancellationToken cancellationToken) => _streamInto!(target, cancellationToken);
}
