using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataplatform.Sdk.Testing;

/// <summary>A context for plain calls of asset methods. What an asset tells it can be looked at.</summary>
/// <example>
/// <code>
/// var context = new TestAssetContext(SalesCatalog.RawOrders);
/// SalesAssets.RawOrders(shop, context);
/// Assert.Equal(new MetadataValue.Integer(3), context.Metadata["pages"]);
/// </code>
/// </example>
/// <param name="key">The asset.</param>
/// <param name="logger">Where its lines go. Default: nowhere.</param>
/// <param name="clock">The run's clock. Default: the system's.</param>
/// <param name="cancellationToken">The run's token. Default: one that is never cancelled.</param>
public sealed class TestAssetContext(AssetKey key, ILogger? logger = null, TimeProvider? clock = null, CancellationToken cancellationToken = default) : AssetContext
{
    private readonly Dictionary<string, MetadataValue> _metadata = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override AssetKey Key => key;

    /// <inheritdoc/>
    public override RunId RunId { get; } = RunId.New(clock ?? TimeProvider.System);

    /// <inheritdoc/>
    public override ILogger Logger { get; } = logger ?? NullLogger.Instance;

    /// <inheritdoc/>
    public override CancellationToken CancellationToken => cancellationToken;

    /// <inheritdoc/>
    public override TimeProvider TimeProvider { get; } = clock ?? TimeProvider.System;

    /// <summary>What the asset added, by name.</summary>
    public IReadOnlyDictionary<string, MetadataValue> Metadata => _metadata;

    /// <inheritdoc/>
    public override void AddMetadata(string name, MetadataValue value) => _metadata[name] = value;
}
