using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

/// <summary>The row of the data path's benchmarks: one column of each common kind.</summary>
[Contract]
public sealed record Trade(long Id, double Price, DateTime TradedAt, string Symbol);
