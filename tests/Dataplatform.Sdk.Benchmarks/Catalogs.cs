using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Benchmarks;

/// <summary>Graphs to measure on, written by hand as the generator would.</summary>
internal static class Catalogs
{
    /// <summary>Effects one after the other.</summary>
    public static AssetCatalog Chain(int length) =>
        new("Chain", [.. Enumerable.Range(0, length).Select(i => Effect(KeyOf(i), i == 0 ? [] : [KeyOf(i - 1)]))]);

    /// <summary>One effect, then many side by side.</summary>
    public static AssetCatalog Fan(int width) =>
        new("Fan", [Effect(KeyOf(0), []), .. Enumerable.Range(1, width - 1).Select(i => Effect(KeyOf(i), [KeyOf(0)]))]);

    /// <summary>Layers of which each asset comes after three of the layer before.</summary>
    public static AssetCatalog Layers(int layers, int width) => new("Layers",
    [
        .. from layer in Enumerable.Range(0, layers)
           from place in Enumerable.Range(0, width)
           select Effect(KeyOf((layer * width) + place), layer == 0 ? [] : Neighbours(layer - 1, place, width)),
    ]);

    public static AssetKey KeyOf(int i) => new("bench", $"a{i:00000}");

    private static AssetKey[] Neighbours(int layer, int place, int width) =>
        [.. new[] { place, (place + 1) % width, (place + 7) % width }.Distinct().Select(p => KeyOf((layer * width) + p))];

    private static StepDefinition Effect(AssetKey key, AssetKey[] after) => new()
    {
        DeclaringType = typeof(Catalogs),
        Method = key.Name,
        Outputs = [new AssetDefinition { Key = key, Kind = ValueKind.Effect }],
        After = after,
        Invoke = static async step =>
        {
            await NoOp.RunAsync();
            await step.EffectAsync(0);
        },
    };
}
