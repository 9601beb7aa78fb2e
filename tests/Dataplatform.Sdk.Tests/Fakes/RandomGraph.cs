using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.Tests.Fakes;

/// <summary>A random acyclic graph: asset <c>i</c> reads some of those before it. The names are in no order.</summary>
public sealed record RandomGraph(IReadOnlyList<string> Keys, IReadOnlyList<IReadOnlyList<int>> Reads)
{
    public static Gen<RandomGraph> Generate { get; } =
        from size in Gen.Choose(1, 14)
        from names in Gen.Shuffle(Enumerable.Range(0, size).ToArray())
        from edges in Gen.Choose(0, 3).Select(sparse => sparse + 1)
        from picks in Gen.ArrayOf(Gen.Choose(0, edges), size * size)
        select new RandomGraph(
            [.. names.Select(name => $"d{name % 3}/a{name:00}")],
            [.. Enumerable.Range(0, size).Select(i => (IReadOnlyList<int>)[.. Enumerable.Range(0, i).Where(j => picks[(i * size) + j] == 1)])]);

    internal TestCatalog Catalog(Func<int, Func<Sdk.Catalog.StepInvocation, ValueTask>>? body = null)
    {
        var catalog = new TestCatalog();
        for (var i = 0; i < Keys.Count; i++)
        {
            catalog.Effect(Keys[i], Reads[i].Select(j => Keys[j]), body?.Invoke(i));
        }

        return catalog;
    }
}
