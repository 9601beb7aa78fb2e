using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Dataplatform.Sdk.DuckDb.Data;

/// <summary>
/// Reads and writes connection strings: <c>Data Source=warehouse.duckdb;Read Only=true;memory_limit=4GB</c>. What it does not
/// know is a setting of DuckDB, of that name (spaces are underscores) and value.
/// </summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "Named as its base class.")]
[SuppressMessage("Design", "CA1010:Generic interface should also be implemented", Justification = "The base class of ADO.NET is not generic.")]
public sealed class DuckDbConnectionStringBuilder : DbConnectionStringBuilder
{
    private const string DataSourceKey = "Data Source";
    private const string ReadOnlyKey = "Read Only";
    private const string TimeoutKey = "Default Timeout";

    /// <summary>Makes an empty builder: a database in memory.</summary>
    public DuckDbConnectionStringBuilder()
    {
    }

    /// <summary>Reads a connection string.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <exception cref="ArgumentException">It is not one.</exception>
    public DuckDbConnectionStringBuilder(string connectionString) => ConnectionString = connectionString;

    /// <summary>
    /// The database file, relative to the working folder; <c>:memory:</c> is a database in memory of the connection's own, and
    /// <c>:memory:name</c> one that all connections of the process with this name share.
    /// </summary>
    /// <value>Default: <c>:memory:</c>.</value>
    [AllowNull]
    public string DataSource
    {
        get => Text(DataSourceKey) ?? Text("DataSource") ?? ":memory:";
        set => this[DataSourceKey] = value;
    }

    /// <summary>Whether the file is opened for reading only; several processes may do so at once.</summary>
    /// <value>Default: false.</value>
    public bool ReadOnly
    {
        get => Text(ReadOnlyKey) is { } value && bool.Parse(value);
        set => this[ReadOnlyKey] = value;
    }

    /// <summary>Seconds that a command may run unless it says otherwise; 0 is without end.</summary>
    /// <value>Default: 0.</value>
    public int DefaultTimeout
    {
        get => Text(TimeoutKey) is { } value ? int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        set => this[TimeoutKey] = value;
    }

    /// <summary>DuckDB's settings in the connection string.</summary>
    internal IReadOnlyDictionary<string, string> Settings
    {
        get
        {
            var settings = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (string key in Keys)
            {
                if (!IsOwn(key) && Text(key) is { } value)
                {
                    settings[key.Replace(' ', '_')] = value;
                }
            }

            return settings;
        }
    }

    private static bool IsOwn(string key) =>
        key.Equals(DataSourceKey, StringComparison.OrdinalIgnoreCase)
        || key.Equals("DataSource", StringComparison.OrdinalIgnoreCase)
        || key.Equals(ReadOnlyKey, StringComparison.OrdinalIgnoreCase)
        || key.Equals(TimeoutKey, StringComparison.OrdinalIgnoreCase);

    private string? Text(string key) => TryGetValue(key, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;
}
