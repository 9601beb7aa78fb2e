using Dataplatform.Sdk;
using Dataplatform.Sdk.Checks;

namespace Dataplatform.Sdk.TestApp;

/// <summary>A trade whose number tells it apart, for the benchmark of checks.</summary>
[Contract]
public sealed record KeyedTrade([PrimaryKey] long Id, double Price, DateTime TradedAt, string Symbol);
