using System.Runtime.CompilerServices;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Cli.Tests.Fakes;

/// <summary>Rows that a test made up.</summary>
internal sealed class FakeResult(IReadOnlyList<QueryColumn> columns, IReadOnlyList<IReadOnlyList<object?>> rows) : IQueryResult
{
    public IReadOnlyList<QueryColumn> Columns => columns;

    public async IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }

        await Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
