namespace Dataplatform.Sdk.Testing;

/// <summary>The row of most cases: a number, which publication it belongs to, and a text that may be missing.</summary>
[Contract]
internal sealed record ContractRow(long Id, long Generation, string? Note)
{
    public static IReadOnlyList<ContractRow> Some(int count, long generation = 1) => [.. Stream(count, generation)];

    public static IEnumerable<ContractRow> Stream(int count, long generation = 1) => Enumerable.Range(1, count)
        .Select(i => new ContractRow(i, generation, i % 3 == 0 ? null : $"note {i} of {count}, long enough for memory of its own"));
}
