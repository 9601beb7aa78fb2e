using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Dataplatform.Sdk.EventLog;

/// <summary>The prepared statements of one connection: each is parsed once.</summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    /// <summary>The transaction that statements run in; null for none.</summary>
    public SqliteTransaction? Transaction { get; set; }

    /// <summary>Runs a statement.</summary>
    /// <returns>The rows it changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> parameters) => Bind(sql, parameters).ExecuteNonQuery();

    /// <summary>The first value of the first row; null if there is none.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<object?> parameters) => Bind(sql, parameters).ExecuteScalar() is { } value and not DBNull ? value : null;

    /// <summary>All rows.</summary>
    public List<object?[]> Query(string sql, params ReadOnlySpan<object?> parameters)
    {
        var rows = new List<object?[]>();
        using var reader = Bind(sql, parameters).ExecuteReader();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            rows.Add(row);
        }

        return rows;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }
    }

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "Only constants of this folder come here; values are parameters.")]
    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> parameters)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < parameters.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i + 1}" });
            }

            _prepared.Add(sql, command);
        }

        command.Transaction = Transaction;
        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = parameters[i] ?? DBNull.Value;
        }

        return command;
    }
}
