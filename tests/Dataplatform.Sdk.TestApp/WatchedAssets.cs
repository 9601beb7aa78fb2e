using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

/// <summary>Somebody else's file, and what is made of it.</summary>
[Domain("watched")]
public static class WatchedAssets
{
    private const string File = "numbers.csv";

    [Asset]
    public static External<Number> Numbers() => External.Query($"select generation, value from read_csv({File}, header = true, types = ['BIGINT', 'BIGINT'])");

    /// <summary>What is in the file, and not when it was written.</summary>
    [Observe(nameof(Numbers))]
    public static async Task<Observation> NumbersVersion(Table<Number> numbers, CancellationToken cancellationToken)
    {
        var count = await numbers.CountAsync(cancellationToken);
        return new Observation(await System.IO.File.ReadAllTextAsync(File, cancellationToken)) { ["rows"] = count };
    }

    [Asset]
    public static Sql<NumberTotal> Sum(Table<Number> numbers) => $"select generation, count(*) as rows, sum(value)::bigint as total from {numbers} group by generation";

    [Asset]
    public static string Text(IReadOnlyList<NumberTotal> sum) => $"{sum.Sum(total => total.Total)} in all";
}
