using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

[Outputs]
public sealed record Halves(IReadOnlyList<Number> Lower, IReadOnlyList<Number>? Upper);

[Artifact]
public sealed record Model(double Slope, Dictionary<string, double> Weights);

/// <summary>Fewer columns than a <see cref="Number"/> has.</summary>
[Contract]
public sealed record ValueOnly(long Value);

/// <summary>One of each kind of asset and parameter, through compiler, engine and database.</summary>
[Domain("features")]
public static class FeatureAssets
{
    /// <summary>Somebody else's rows.</summary>
    [Asset]
    public static External<Number> Elsewhere() => External.Query($"select 1::bigint as generation, unnest(range(4))::bigint as value");

    [Asset]
    public static Sql<Number> FromElsewhere(Table<Number> elsewhere) => $"select generation, value * 2 as value from {elsewhere}";

    /// <summary>Kept in another database file.</summary>
    [Asset, Store("lake")]
    public static Sql<Number> InLake() => $"select 1::bigint as generation, {5L} as value";

    /// <summary>SQL here over rows there.</summary>
    [Asset]
    public static Sql<Number> AcrossStores(Table<Number> inLake, Table<Number> fromElsewhere) =>
        $"select * from {inLake} union all select * from {fromElsewhere}";

    /// <summary>C# there over rows here.</summary>
    [Asset, Store("lake")]
    public static IEnumerable<Number> BackInLake(IReadOnlyList<Number> acrossStores) => acrossStores.Where(number => number.Value > 2);

    /// <summary>One more row with every run.</summary>
    [Asset]
    public static async IAsyncEnumerable<Number> Growing([Self] Table<Number>? previous, DataGeneration generation)
    {
        if (previous is not null)
        {
            await foreach (var number in previous)
            {
                yield return number;
            }
        }

        yield return new Number(generation.Number, 0);
    }

    /// <summary>A query over its own last version.</summary>
    [Asset]
    public static Sql<Number> Doubling([Self] Table<Number>? previous) => previous is null
        ? (Sql<Number>)$"select 1::bigint as generation, 1::bigint as value"
        : $"select generation, value * 2 as value from {previous}";

    /// <summary>The upper half is left out.</summary>
    [Asset]
    public static Halves Halves(IReadOnlyList<Number> acrossStores) => new([.. acrossStores.Where(number => number.Value < 3)], null);

    [Asset]
    public static Sql<Number> OfUpper(Table<Number> upper) => $"from {upper}";

    [Asset]
    public static async Task<Model> Model(IAsyncEnumerable<Number> acrossStores)
    {
        double sum = 0;
        await foreach (var number in acrossStores)
        {
            sum += number.Value;
        }

        return new Model(sum, new() { ["bias"] = 0.5 });
    }

    [Asset]
    public static Task<Materialized<IReadOnlyList<Number>>> Scored(Model model, IReadOnlyList<Number> acrossStores) =>
        Task.FromResult(new Materialized<IReadOnlyList<Number>>(acrossStores) { ["slope"] = model.Slope });

    [Asset]
    public static int ModelSize([Upstream(nameof(Model))] Model fitted) => fitted.Weights.Count;

    [Asset]
    public static string Report([Upstream] int modelSize) => $"{modelSize} weights";

    [Asset(As = Materialize.Ephemeral)]
    public static Sql<Number> Passing(Table<Number> acrossStores) => $"from {acrossStores}";

    /// <summary>C# over fewer columns than there are: of a table, of another store and of a query.</summary>
    [Asset]
    public static IReadOnlyList<ValueOnly> Narrow(IReadOnlyList<ValueOnly> acrossStores, IReadOnlyList<ValueOnly> inLake, IReadOnlyList<ValueOnly> passing) =>
        [.. acrossStores, .. inLake, .. passing];

    /// <summary>SQL over fewer columns than there are.</summary>
    [Asset]
    public static Sql<ValueOnly> NarrowSql(Table<ValueOnly> acrossStores, Table<ValueOnly> inLake, Table<ValueOnly> passing) =>
        $"select value from {acrossStores} union all select value from {inLake} union all select value from {passing}";
}
