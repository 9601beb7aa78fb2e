namespace Dataplatform.Sdk.Stores;

/// <summary>The rows of a query whose type is only known at run time.</summary>
public interface IQueryResult : IAsyncDisposable
{
    /// <summary>The columns: names and the engine's names of their types.</summary>
    IReadOnlyList<QueryColumn> Columns { get; }

    /// <summary>Streams the rows once; cells are .NET values (see the table of types), null for missing ones. Types without
    /// a .NET form come as the engine's text.</summary>
    IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(CancellationToken cancellationToken);
}
