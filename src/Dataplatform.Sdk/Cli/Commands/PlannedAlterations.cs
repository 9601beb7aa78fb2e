using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>What a run would do to the columns of rows that are kept. Opens stores only for assets that keep rows, and makes none.</summary>
internal sealed class PlannedAlterations(StoreRegistry stores)
{
    private readonly Dictionary<AssetKey, IReadOnlyList<ColumnAlteration>> _alterations = [];
    private readonly Dictionary<AssetKey, string> _unknown = [];

    public IReadOnlyList<ColumnAlteration> Of(AssetKey key) => _alterations.GetValueOrDefault(key) ?? [];

    /// <summary>The same in sentences for people.</summary>
    public IReadOnlyList<string> LinesOf(AssetKey key) => _unknown.TryGetValue(key, out var reason)
        ? [$"columns could not be compared: {reason}"]
        : [.. Of(key).Select(alteration => alteration.Refusal is { } refusal ? $"will fail: {refusal}" : alteration.ToString())];

    public static async Task<PlannedAlterations> ReadAsync(StoreRegistry stores, ExecutionPlan plan, CancellationToken cancellationToken)
    {
        var read = new PlannedAlterations(stores);
        foreach (var asset in plan.Steps.SelectMany(step => step.Assets).Where(asset => asset is { Write.KeepsRows: true, Rows: not null }))
        {
            await read.AddAsync(asset.Key, asset.Store, new StageTarget(asset.Key) { Write = asset.Write }, asset.Rows!.Schema, cancellationToken);
        }

        return read;
    }

    private async Task AddAsync(AssetKey key, string? name, StageTarget target, RowSchema schema, CancellationToken cancellationToken)
    {
        // A plan is made for what is not there yet too; what is missing the run says.
        if (!stores.Has(name) || !stores.For(name).Exists)
        {
            return;
        }

        try
        {
            var store = await stores.OpenAsync(name, cancellationToken);
            _alterations[key] = await store.AlterationsAsync(target, schema, cancellationToken);
        }
        catch (DataplatformException e)
        {
            _unknown[key] = e.Message;
        }
    }
}
