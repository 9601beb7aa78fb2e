using System.Globalization;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Runs;

/// <summary>How people speak of what an observer has seen.</summary>
internal static class ObservedWords
{
    /// <summary>The data version; of a divided asset, whose versions are many, how many partitions were seen.</summary>
    public static string Of(RunEvent.AssetObserved seen) => seen.Partitions.Count switch
    {
        0 => seen.DataVersion,
        1 => $"partition {seen.Partitions[0].Place.Key}",
        var count => string.Create(CultureInfo.InvariantCulture, $"{count:N0} partitions"),
    };
}
