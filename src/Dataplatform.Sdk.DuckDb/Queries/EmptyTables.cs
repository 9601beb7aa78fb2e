using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.DuckDb.Queries;

/// <summary>Tables without rows, to bind queries on. They are gone when this is disposed.</summary>
internal sealed class EmptyTables : IDisposable
{
    private readonly DuckDbConnection _connection;

    public EmptyTables(DuckDbConnection connection, IReadOnlyList<LineageTable> tables)
    {
        _connection = connection;
        var dialect = DuckDbDialect.Instance;
        var names = tables.Select(table => (Table: table, Parts: (string[])[.. table.Qualifiers, table.Name])).ToList();
        foreach (var catalog in names.Where(name => name.Parts.Length == 3).Select(name => name.Parts[0]).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            connection.Execute($"attach ':memory:' as {dialect.Identifier(catalog)}");
        }

        // One transaction cannot change two databases, so that only tables without a catalog can be rolled back.
        HasCatalogs = names.Exists(name => name.Parts.Length == 3);
        if (!HasCatalogs)
        {
            connection.Execute("begin transaction");
        }

        foreach (var schema in names.Where(name => name.Parts.Length > 1).Select(name => Quote(name.Parts[..^1])).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            connection.Execute($"create schema if not exists {schema}");
        }

        foreach (var (table, parts) in names)
        {
            var columns = string.Join(", ", table.Columns.Select(column =>
                $"{dialect.Identifier(column.Name)} {dialect.TypeName(column.Type)}{(column.IsNullable ? string.Empty : " not null")}"));
            connection.Execute($"create table {Quote(parts)} ({columns})");
        }

        string Quote(string[] parts) => string.Join('.', parts.Select(dialect.Identifier));
    }

    /// <summary>Whether databases were attached, which stay until the database of the connection goes.</summary>
    public bool HasCatalogs { get; }

    /// <summary>The columns of a query's result.</summary>
    /// <exception cref="DuckDbException">DuckDB refuses the query.</exception>
    public IReadOnlyList<DuckDbColumn> Bind(string sql)
    {
        using var statement = _connection.Prepare(sql);
        return statement.Columns;
    }

    public void Dispose()
    {
        if (!HasCatalogs)
        {
            _connection.Execute("rollback");
        }
    }
}
