using System.Data.Common;

namespace Dataplatform.Sdk.DuckDb.Data;

/// <summary>
/// Makes the provider's objects for code that knows no provider:
/// <c>DbProviderFactories.RegisterFactory("DuckDB", DuckDbProviderFactory.Instance)</c>.
/// </summary>
public sealed class DuckDbProviderFactory : DbProviderFactory
{
    /// <summary>The one instance; <c>DbProviderFactories</c> finds it by this name.</summary>
    public static readonly DuckDbProviderFactory Instance = new();

    private DuckDbProviderFactory()
    {
    }

    /// <inheritdoc/>
    public override bool CanCreateDataAdapter => true;

    /// <inheritdoc/>
    public override DbConnection CreateConnection() => new DuckDbConnection();

    /// <inheritdoc/>
    public override DbCommand CreateCommand() => new DuckDbCommand();

    /// <inheritdoc/>
    public override DbParameter CreateParameter() => new DuckDbParameter();

    /// <inheritdoc/>
    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => new DuckDbConnectionStringBuilder();

    /// <inheritdoc/>
    public override DbDataAdapter CreateDataAdapter() => new DuckDbDataAdapter();
}
