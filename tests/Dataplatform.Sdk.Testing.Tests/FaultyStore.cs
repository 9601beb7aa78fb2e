using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Testing.Tests;

/// <summary>What may be wrong with a store.</summary>
public enum Fault
{
    PublishesWhenStaged,
    PublishesOneByOne,
    ReadsTheNewest,
    ForgetsLimits,
    LosesRows,
}

/// <summary>A good store with one fault.</summary>
internal sealed class FaultyStore(IAssetStore good, Fault fault) : IAssetStore
{
    public string Description => good.Description;

    public SqlDialect? Dialect => good.Dialect;

    public ValueTask OpenAsync(CancellationToken cancellationToken) => good.OpenAsync(cancellationToken);

    public async ValueTask<IStoreSession> BeginAsync(StepScope scope, CancellationToken cancellationToken) =>
        new Session(await good.BeginAsync(scope, cancellationToken), fault);

    public ValueTask<IReadOnlyList<ColumnAlteration>> AlterationsAsync(StageTarget target, RowSchema schema, CancellationToken cancellationToken) =>
        good.AlterationsAsync(target, schema, cancellationToken);

    public ValueTask<IReadOnlyList<PublishedAsset>> ListAsync(CancellationToken cancellationToken) => good.ListAsync(cancellationToken);

    public ValueTask DisposeAsync() => good.DisposeAsync();

    private sealed class Session(IStoreSession good, Fault fault) : IStoreSession
    {
        public ValueTask<bool> BindAsync(InputBinding input, CancellationToken cancellationToken) => good.BindAsync(input, cancellationToken);

        public ValueTask BindRowsAsync<T>(InputBinding input, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken) =>
            good.BindRowsAsync(input, codec, rows, cancellationToken);

        public ITableSource<T> Open<T>(InputBinding input, RowCodec<T> codec) => new Source<T>(good, input, codec, fault);

        public ValueTask<T> ReadArtifactAsync<T>(AssetKey key, ArtifactCodec<T> codec, CancellationToken cancellationToken) =>
            good.ReadArtifactAsync(key, codec, cancellationToken);

        public ValueTask<bool> IsPublishedAsync(AssetKey key, CancellationToken cancellationToken) => good.IsPublishedAsync(key, cancellationToken);

        public async ValueTask<StagedAsset> StageRowsAsync<T>(StageTarget target, RowCodec<T> codec, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
        {
            var staged = await good.StageRowsAsync(target, codec, rows, cancellationToken);
            if (fault == Fault.PublishesWhenStaged)
            {
                await good.PublishAsync([staged], cancellationToken);
            }

            return staged;
        }

        public ValueTask<StagedAsset> StageQueryAsync(StageTarget target, RowSchema schema, SqlQuery query, CancellationToken cancellationToken) =>
            good.StageQueryAsync(target, schema, query, cancellationToken);

        public ValueTask<StagedAsset> StageViewAsync(StageTarget target, RowSchema schema, SqlQuery query, CancellationToken cancellationToken) =>
            good.StageViewAsync(target, schema, query, cancellationToken);

        public ValueTask<StagedAsset> StageArtifactAsync<T>(StageTarget target, ArtifactCodec<T> codec, T value, CancellationToken cancellationToken) =>
            good.StageArtifactAsync(target, codec, value, cancellationToken);

        public async ValueTask PublishAsync(IReadOnlyList<StagedAsset> staged, CancellationToken cancellationToken)
        {
            foreach (var part in fault == Fault.PublishesOneByOne ? staged.Select(asset => (IReadOnlyList<StagedAsset>)[asset]) : [staged])
            {
                await good.PublishAsync(part, cancellationToken);
            }
        }

        public ValueTask DisposeAsync() => good.DisposeAsync();
    }

    private sealed class Source<T>(IStoreSession good, InputBinding input, RowCodec<T> codec, Fault fault) : ITableSource<T>
    {
        public async IAsyncEnumerable<T> ReadAsync(long? limit, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            if (fault == Fault.ReadsTheNewest)
            {
                await good.BindAsync(input, cancellationToken);
            }

            var number = 0;
            await foreach (var row in good.Open(input, codec).ReadAsync(fault == Fault.ForgetsLimits ? null : limit, cancellationToken))
            {
                // The second row, or the first of a batch.
                if (fault != Fault.LosesRows || (number != 1 && number != RowCodec.BatchSize))
                {
                    yield return row;
                }

                number++;
            }
        }

        public ValueTask<long> CountAsync(CancellationToken cancellationToken) => good.Open(input, codec).CountAsync(cancellationToken);
    }
}
