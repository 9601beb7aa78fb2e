using System.Runtime.CompilerServices;

namespace Dataplatform.Sdk;

/// <summary>Makes tables from rows in memory, for plain calls of asset methods in tests.</summary>
public static class Table
{
    /// <summary>A table of the given rows.</summary>
    /// <typeparam name="T">The contract of a row.</typeparam>
    public static Table<T> Of<T>(IEnumerable<T> rows) => new(new AssetKey("memory", "rows"), "rows", new Rows<T>([.. rows]));

    /// <summary>A table of the given rows.</summary>
    /// <typeparam name="T">The contract of a row.</typeparam>
    public static Table<T> Of<T>(params ReadOnlySpan<T> rows) => new(new AssetKey("memory", "rows"), "rows", new Rows<T>([.. rows]));

    private sealed class Rows<T>(IReadOnlyList<T> rows) : ITableSource<T>
    {
        public async IAsyncEnumerable<T> ReadAsync(long? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (var i = 0; i < rows.Count && i < (limit ?? long.MaxValue); i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return rows[i];
            }

            await Task.CompletedTask;
        }

        public ValueTask<long> CountAsync(CancellationToken cancellationToken) => ValueTask.FromResult<long>(rows.Count);
    }
}
