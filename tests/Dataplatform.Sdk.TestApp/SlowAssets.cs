using System.Runtime.CompilerServices;
using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

/// <summary>What a run is cancelled in the middle of.</summary>
[Domain("slow")]
public static class SlowAssets
{
    [Asset]
    public static IReadOnlyList<Number> Quick() => [new Number(1, 1)];

    [Asset]
    public static Sql<Number> EndlessQuery(Table<Number> quick) => $"""
        select q.generation, count(*) as value
        from {quick} q, range(1000000) a, range(1000000) b, range(1000) c
        group by all
        """;

    /// <summary>Over rows enough for the engine to tell how far it is.</summary>
    [Asset]
    public static Sql<Number> EndlessJoin([Upstream(typeof(NumberAssets), nameof(NumberAssets.Wide))] Table<Number> wide) => $"""
        select a.generation, count(*) as value from {wide} a, {wide} b, {wide} c group by all
        """;

    [Asset]
    public static async IAsyncEnumerable<Number> EndlessStream(
        Table<Number> quick, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var value = await quick.CountAsync(cancellationToken); ; value++)
        {
            yield return new Number(1, value);
        }
    }

    /// <summary>User code that looks at no token.</summary>
    [Asset]
    public static IReadOnlyList<Number> Stubborn(Table<Number> quick)
    {
        using var never = new ManualResetEventSlim();
        never.Wait(TimeSpan.FromSeconds(30));
        return [new Number(2, quick.InputName.Length)];
    }

    [Asset]
    public static Sql<Number> NeverBegins(Table<Number> endlessQuery) => $"from {endlessQuery}";
}
