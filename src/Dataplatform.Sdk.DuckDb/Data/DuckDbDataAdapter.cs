using System.Data.Common;

namespace Dataplatform.Sdk.DuckDb.Data;

/// <summary>Fills data sets and tables.</summary>
public sealed class DuckDbDataAdapter : DbDataAdapter
{
    /// <summary>Makes an adapter without commands.</summary>
    public DuckDbDataAdapter()
    {
    }

    /// <summary>Makes an adapter that fills from a query.</summary>
    /// <param name="selectCommand">The query.</param>
    public DuckDbDataAdapter(DuckDbCommand selectCommand) => SelectCommand = selectCommand;
}
