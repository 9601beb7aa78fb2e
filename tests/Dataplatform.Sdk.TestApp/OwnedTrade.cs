using Dataplatform.Sdk;
using Dataplatform.Sdk.Checks;

namespace Dataplatform.Sdk.TestApp;

/// <summary>A trade of a generation that exists, for the benchmark of checks.</summary>
[Contract]
public sealed record OwnedTrade([ForeignKey<Number>(nameof(Number.Value))] long Id, double Price, DateTime TradedAt, string Symbol);
