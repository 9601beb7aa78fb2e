using System.Text.RegularExpressions;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>Turns DuckDB's errors while an asset is staged into messages that name the asset and the column.</summary>
internal static partial class StoreErrors
{
    /// <summary>The query cannot be understood.</summary>
    public static DataplatformException WrongQuery(string origin, DuckDbException error) =>
        new($"{origin} is wrong. {error.Message}", error);

    /// <summary>The work on the rows failed.</summary>
    public static DataplatformException Failed(AssetKey key, RowSchema schema, DuckDbException error)
    {
        if (NotNullColumn().Match(error.Message) is { Success: true } match
            && schema.Columns.FirstOrDefault(column => column.Name == match.Groups["column"].Value) is { } missing)
        {
            return Missing(key, schema, missing, error);
        }

        return new($"'{key}' could not be staged. {error.Message}", error);
    }

    /// <summary>An older attempt comes too late.</summary>
    /// <param name="key">The asset.</param>
    /// <param name="run">The run that has published it.</param>
    public static DataplatformException NewerAttempt(AssetKey key, object? run) =>
        new($"'{key}' was published by a newer attempt (run {run}) in the meantime. This attempt publishes nothing.");

    /// <summary>The session's run was given up.</summary>
    /// <param name="key">The asset.</param>
    public static DataplatformException Revoked(AssetKey key) => new(
        $"'{key}' was not published: this run was given up by another process while it was silent, and may publish nothing more.");

    /// <summary>The asset went back to a version of before while the session was at work.</summary>
    /// <param name="key">The asset.</param>
    public static DataplatformException RolledBack(AssetKey key) => new(
        $"'{key}' was rolled back to an earlier version while this attempt was under way. This attempt publishes nothing; materialize '{key}' again if that is meant.");

    /// <summary>Something else is published than whoever rolls back believes.</summary>
    /// <param name="key">The asset.</param>
    public static DataplatformException PublishedSince(AssetKey key) =>
        new($"'{key}' was not rolled back: it was published or removed in the meantime. Look at it with 'status', then try again.");

    /// <summary>The version to go back to was dropped.</summary>
    /// <param name="key">The asset.</param>
    public static DataplatformException VersionIsGone(AssetKey key) =>
        new($"'{key}' was not rolled back: the version to go back to is not kept any more.");

    /// <summary>What a stage goes on from is not what is published any more.</summary>
    /// <param name="key">The asset.</param>
    /// <param name="run">The run that has published in the meantime.</param>
    public static DataplatformException BaseMoved(AssetKey key, object? run) =>
        new($"'{key}' was published by another run ({run}) while this one went on from the version before it. This one publishes nothing, so that no rows are lost; run it again.");

    /// <summary>The version from which a repeated step would have to go on does not exist any more.</summary>
    public static DataplatformException BaseIsGone(AssetKey key, RunId run) =>
        new($"'{key}' was published by this run ({run}) already, and the version before it does not exist any more, so the step cannot be repeated. Start a new run.");

    /// <summary>A value is missing where the contract knows none.</summary>
    public static DataplatformException Missing(AssetKey key, RowSchema schema, ColumnSchema column, DuckDbException? error = null) => new(
        $"Column '{column.Name}' of '{key}' got a missing value, but the contract's member '{schema.Name}.{column.Member}' is not nullable. Make the member nullable, or filter or replace the missing values.",
        error!);

    /// <summary>A value does not fit into the contract's type.</summary>
    public static DataplatformException Overflow(AssetKey key, IReadOnlyList<ValuePlace> places, DuckDbException error) => new(
        $"A value does not fit: {string.Join(", ", places.Select(place => $"column '{place.Path}' of '{key}' is {place.TypeName} ('{place.Member}')"))}. Give the member a wider type, or keep such values out. ({error.Message})",
        error);

    [GeneratedRegex(@"NOT NULL constraint failed: .*\.(?<column>[^.\r\n]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NotNullColumn();
}
