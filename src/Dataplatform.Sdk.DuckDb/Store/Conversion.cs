namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>What may happen to a value on its way from a query's column into a contract's.</summary>
internal enum Conversion
{
    /// <summary>It would lose something, or guess.</summary>
    Refused,

    /// <summary>Every value survives.</summary>
    Lossless,

    /// <summary>Every value survives or DuckDB reports an overflow.</summary>
    Checked,
}
