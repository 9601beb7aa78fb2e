using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

/// <summary>Stamped into every row, so that a reader sees which run a row comes from.</summary>
public sealed record DataGeneration(long Number);

[Contract]
public sealed record Number(long Generation, long Value);

[Contract]
public sealed record NumberTotal(long Generation, long Rows, long Total);

/// <summary>Assets of every kind whose completeness can be checked: each generation has a known number of rows.</summary>
[Domain("numbers")]
public static class NumberAssets
{
    public const int SourceRows = 20_000;

    /// <summary>Streamed from C#, batch after batch.</summary>
    [Asset]
    public static async IAsyncEnumerable<Number> Source(DataGeneration generation)
    {
        for (var value = 0; value < SourceRows; value++)
        {
            yield return new Number(generation.Number, value);
        }

        await Task.CompletedTask;
    }

    /// <summary>A table made by SQL, ten rows for one.</summary>
    [Asset]
    public static Sql<Number> Wide(Table<Number> source) => $"""
        select generation, value * 10 + digit as value
        from {source}, (select unnest(range(10)) as digit)
        """;

    [Asset]
    public static Sql<NumberTotal> Totals(Table<Number> wide) => $"""
        select generation, count(*) as rows, sum(value) as total from {wide} group by generation
        """;

    [Asset(As = Materialize.View)]
    public static Sql<Number> Large(Table<Number> wide) => $"select * from {wide} where value >= {100_000L}";

    /// <summary>Two assets from one method: published together or not at all.</summary>
    [Asset]
    public static (IReadOnlyList<Number> Even, IReadOnlyList<Number> Odd) Split(IReadOnlyList<Number> source) =>
        ([.. source.Where(number => number.Value % 2 == 0)], [.. source.Where(number => number.Value % 2 == 1)]);

    [Asset]
    public static long NewestGeneration(IReadOnlyList<NumberTotal> totals) => totals.Max(total => total.Generation);
}
