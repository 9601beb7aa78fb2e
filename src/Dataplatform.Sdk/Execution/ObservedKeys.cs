using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Execution;

/// <summary>Turns what an observer says of partitions into partitions of the asset that it observes.</summary>
internal static class ObservedKeys
{
    /// <summary>The partitions; those that the definition never has, such as days before its first, are left out.</summary>
    /// <exception cref="DataplatformException">The asset is divided otherwise, or a partition comes twice.</exception>
    public static IReadOnlyList<MaterializedPartition> Of(StepDefinition observer, StepDefinition asset, Observation observation)
    {
        var seen = observation.Partitions;
        if (asset.Partitions is not { } definition)
        {
            return seen.Count == 0 ? [] : throw new DataplatformException(
                $"'{observer.Name}' observed partitions of '{observer.Observes}', which is not divided into any. Return one data version of all of it, or divide it by an attribute such as [DailyPartitions].");
        }

        if (!observation.IsOfPartitions)
        {
            throw new DataplatformException(
                $"'{observer.Name}' returned one data version of all of '{observer.Observes}', which is divided {definition}, so that nobody can tell which partitions changed. Return Observation.OfPartitions(…).");
        }

        var versions = new Dictionary<PartitionKey, string>();
        foreach (var partition in seen)
        {
            if (KeyOf(observer, definition, partition) is { } key && !versions.TryAdd(key, partition.DataVersion))
            {
                throw new DataplatformException($"'{observer.Name}' observed the partition {key} of '{observer.Observes}' twice. Name each once.");
            }
        }

        return [.. PartitionBook.PlacesOf(asset, versions.Keys).Zip(versions.Values, (place, version) => new MaterializedPartition(place, null) { DataVersion = version })];
    }

    private static PartitionKey? KeyOf(StepDefinition observer, PartitionsDefinition definition, ObservedPartition partition)
    {
        var left = partition.Keys.ToList();
        var texts = new string[definition.Dimensions.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            var dimension = definition.Dimensions[i];
            var at = left.FindIndex(key => KeyTypes.Fits(key.GetType().FullName!.Replace('+', '.'), dimension));
            if (at < 0)
            {
                throw Mismatch(observer, definition, partition);
            }

            if (TypedKeys.ToText(dimension, left[at]) is not { } text)
            {
                return null;
            }

            // A number that is no member is a mistake of the observer's, and no window that is not there yet.
            texts[i] = dimension is EnumDimension members && !members.Keys.Contains(text) ? throw new DataplatformException($"'{observer.Name}': {PartitionKeys.NoMember(members, text)}") : text;
            left.RemoveAt(at);
        }

        return left.Count == 0 ? PartitionKey.Of(texts) : throw Mismatch(observer, definition, partition);
    }

    private static DataplatformException Mismatch(StepDefinition observer, PartitionsDefinition definition, ObservedPartition partition) => new(
        $"'{observer.Name}' observed a partition by {string.Join(" and ", partition.Keys.Select(key => key.GetType().Name))}, but '{observer.Observes}' is divided {definition}: its keys are {string.Join(" and ", definition.Dimensions.Select(dimension => KeyTypes.Short(KeyTypes.Of(dimension))))}.");
}
