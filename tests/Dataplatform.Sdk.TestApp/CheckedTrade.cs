using Dataplatform.Sdk;
using Dataplatform.Sdk.Checks;

namespace Dataplatform.Sdk.TestApp;

/// <summary>A trade that promises what one scan can tell, for the benchmark of checks.</summary>
[Contract, RowCount(1), Expression("traded_at >= timestamp '2024-01-01'")]
public sealed record CheckedTrade([Range(Min = "0")] long Id, [Range(0, 1e12)] double Price, DateTime TradedAt, [Length(1, 20)] string Symbol);
