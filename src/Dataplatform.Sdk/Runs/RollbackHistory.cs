using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Runs;

/// <summary>Looks up in the log how a version came to be that was published again: the store knows neither its code nor its inputs.</summary>
internal static class RollbackHistory
{
    /// <summary>What to tell the log of a rollback.</summary>
    /// <param name="log">The log.</param>
    /// <param name="act">Names the rollback.</param>
    /// <param name="restored">What the store says of the version.</param>
    /// <param name="withdrawn">The version that was published until then; null if it is not known.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async ValueTask<RunEvent.AssetRolledBack> TellAsync(IEventLog log, RunId act, PublishedAsset restored, string? withdrawn, CancellationToken cancellationToken)
    {
        Materialization? made = null;
        var codes = new Dictionary<string, CodeRecord>(StringComparer.Ordinal);
        await foreach (var logged in log.ReadAsync(run: null, cancellationToken))
        {
            if (Told(logged.Event, restored.Key) is var (latest, code))
            {
                made = latest?.Version == restored.Version ? latest : made;
                if (code is not null)
                {
                    codes[code.Version] = code;
                }
            }
        }

        // Of a run that retention has deleted, only the store knows what it knows.
        made ??= new Materialization(restored.RunId, restored.PublishedAt, restored.Version) { Rows = restored.Rows, DataVersion = restored.DataVersion };
        return new RunEvent.AssetRolledBack(act, restored.RestoredAt ?? restored.PublishedAt, restored.Key, made)
        {
            Withdrawn = withdrawn,
            Code = made.CodeVersion is { } version ? codes.GetValueOrDefault(version) : null,
        };
    }

    private static (Materialization? Made, CodeRecord? Code)? Told(RunEvent told, AssetKey key) => told switch
    {
        RunEvent.AssetMaterialized done when done.Key == key => (Materialization.Of(done), done.Code),
        RunEvent.AssetRolledBack back when back.Key == key => (back.Restored, back.Code),
        RunEvent.RetentionApplied kept when kept.Of(key) is { } asset => (asset.Latest, asset.Code),
        _ => null,
    };
}
