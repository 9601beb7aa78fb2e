using Dataplatform.Sdk.DuckDb.Batches;

namespace Dataplatform.Sdk.DuckDb.Tests.Batches;

public sealed class RowStreamTests
{
    private const int Size = RowCodec.BatchSize;

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 0, 0 })]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 3, 0, 2, 0 })]
    public async Task Batches_become_rows_in_order_even_when_their_array_is_used_again(int[] lengths) =>
        (await new RowStream<int>(Batches(lengths)).ToListAsync()).ShouldBe(Enumerable.Range(0, lengths.Sum()));

    [Fact]
    public async Task Leaving_a_stream_early_ends_its_batches()
    {
        var ended = false;
        (await new RowStream<int>(Batches([3, 3], () => ended = true)).FirstAsync()).ShouldBe(0);
        ended.ShouldBeTrue();
    }

    [Fact]
    public async Task A_failing_batch_comes_after_the_rows_before_it()
    {
        await using var rows = new RowStream<int>(Batches([2, -1])).GetAsyncEnumerator();
        (await rows.MoveNextAsync()).ShouldBeTrue();
        (await rows.MoveNextAsync()).ShouldBeTrue();
        await Should.ThrowAsync<InvalidOperationException>(async () => await rows.MoveNextAsync());
    }

    [Fact]
    public async Task The_token_of_the_reader_reaches_the_batches()
    {
        using var cancellation = new CancellationTokenSource();
        await using var rows = new RowStream<int>(Batches([1, 1])).GetAsyncEnumerator(cancellation.Token);
        (await rows.MoveNextAsync()).ShouldBeTrue();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await rows.MoveNextAsync());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 0)]
    [InlineData(Size, 0)]
    [InlineData(Size, 1)]
    [InlineData((2 * Size) + 1, 0)]
    [InlineData((2 * Size) + 1, 7)]
    [InlineData((2 * Size) + 1, Size)]
    public async Task A_buffer_takes_all_rows_whether_they_are_there_or_awaited(int count, int awaited)
    {
        await using var source = Numbers(count, awaited).GetAsyncEnumerator();
        var buffer = new RowBuffer<int>(source);
        var taken = new List<int>();
        while (await buffer.FillAsync())
        {
            buffer.Rows.Length.ShouldBe(Math.Min(Size, count - taken.Count));
            taken.AddRange(buffer.Rows);
        }

        taken.ShouldBe(Enumerable.Range(0, count));
        (await buffer.FillAsync()).ShouldBeFalse();
    }

    private static async IAsyncEnumerable<int> Numbers(int count, int awaited)
    {
        for (var i = 0; i < count; i++)
        {
            if (awaited > 0 && i % awaited == 0)
            {
                await Task.Yield();
            }

            yield return i;
        }
    }

    // A length of -1 fails.
    private static async IAsyncEnumerable<ReadOnlyMemory<int>> Batches(
        int[] lengths, Action? ended = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var rows = new int[Size];
        var next = 0;
        try
        {
            foreach (var length in lengths)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                for (var i = 0; i < length; i++)
                {
                    rows[i + 1] = next++;
                }

                yield return length < 0 ? throw new InvalidOperationException("no more") : rows.AsMemory(1, length);
            }
        }
        finally
        {
            ended?.Invoke();
        }
    }
}
