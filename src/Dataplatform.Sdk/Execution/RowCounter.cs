namespace Dataplatform.Sdk.Execution;

/// <summary>Counts rows as they go by: on one thread, while another looks now and then and may see a number that is a little old.</summary>
internal abstract class RowCounter
{
    private long _rows;

    public long Rows => Volatile.Read(ref _rows);

    protected void Count(int rows = 1) => _rows += rows;
}
