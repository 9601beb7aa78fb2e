using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Testing;

/// <summary>What a test has computed.</summary>
/// <example><code>run.Rows(SalesCatalog.CustomerOrders).Count</code></example>
public sealed class AssetTestRun
{
    private readonly RecordedRun _record;
    private readonly Dictionary<AssetKey, object> _values;

    internal AssetTestRun(RecordedRun record, Dictionary<AssetKey, object> values)
    {
        _record = record;
        _values = values;
    }

    /// <summary>Whether no asset failed.</summary>
    /// <example><code>Assert.True(run.Succeeded);</code></example>
    public bool Succeeded => _record.Errors.Count == 0;

    /// <summary>The rows of an asset, in the order of the store, which SQL does not promise.</summary>
    /// <exception cref="AssetTestException">The test did not compute it, or it failed.</exception>
    /// <example><code>run.Rows(SalesCatalog.CustomerOrders)</code></example>
    public IReadOnlyList<T> Rows<T>(TableKey<T> key) => (IReadOnlyList<T>)Find(key);

    /// <summary>The value of an asset.</summary>
    /// <exception cref="AssetTestException">The test did not compute it, or it failed.</exception>
    /// <example><code>run.Value(SalesCatalog.Model).Slope</code></example>
    public T Value<T>(ArtifactKey<T> key) => (T)Find(key);

    /// <summary>What the asset said of itself.</summary>
    /// <exception cref="AssetTestException">The test did not compute it, or it failed.</exception>
    /// <example><code>run.Metadata(SalesCatalog.Model)["slope"]</code></example>
    public IReadOnlyDictionary<string, MetadataValue> Metadata(AssetKey key) =>
        _record.Metadata.TryGetValue(key, out var metadata) ? metadata : throw Absent(key);

    /// <summary>What the checks of an asset have found, in the order of their names; none without <see cref="AssetTest.WithChecks"/>.</summary>
    /// <example><code>Assert.False(run.Checks(SalesCatalog.Orders).Single().Passed);</code></example>
    public IReadOnlyList<CheckRecord> Checks(AssetKey key) => _record.Checks.TryGetValue(key, out var checks) ? checks : [];

    /// <summary>Why an asset failed; null if it did not.</summary>
    /// <example><code>run.Failure(SalesCatalog.RawOrders)?.Message</code></example>
    public StepError? Failure(AssetKey key) => _record.Errors.GetValueOrDefault(key);

    /// <summary>
    /// Checks the rows of an asset in any order, duplicates counted. Rows are compared by content as a store keeps it: byte
    /// strings by their bytes, times in microseconds, instants in UTC.
    /// </summary>
    /// <param name="key">The asset.</param>
    /// <param name="expected">The rows.</param>
    /// <exception cref="AssetTestException">Rows are missing or too many; the message lists them, and the columns in which two of them differ.</exception>
    /// <example><code>run.ShouldHaveRows(SalesCatalog.CustomerOrders, [new CustomerOrders(7, 1, 9.50m)]);</code></example>
    public void ShouldHaveRows<T>(TableKey<T> key, IEnumerable<T> expected)
    {
        var lines = RowDifference.Between([.. expected], Rows(key));
        if (lines.Count > 0)
        {
            throw new AssetTestException(string.Join('\n', [$"'{key}' has other rows than expected.", .. lines]));
        }
    }

    internal AssetTestException Failed() => new(string.Join(
        '\n', ["The run failed:", .. _record.Errors.OrderBy(error => error.Key).Select(error => $"- '{error.Key}': {error.Value.Message}")]));

    private object Find(AssetKey key) => _values.TryGetValue(key, out var value) ? value : throw Absent(key);

    private AssetTestException Absent(AssetKey key) => new(_record.Errors.TryGetValue(key, out var error)
        ? $"'{key}' failed: {error.Message}"
        : _record.Reasons.TryGetValue(key, out var reason)
            ? $"'{key}' was not computed: {reason}"
            : $"The test does not compute '{key}'. Add it: AssetTest.For(…) or .Computing(…).");
}
