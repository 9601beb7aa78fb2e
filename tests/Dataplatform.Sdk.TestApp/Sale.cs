using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

/// <summary>How many rows a day has: more than go into one batch, on some days none.</summary>
[Contract]
public sealed record Sale(DateTime SoldAt, long Number, Region Region);
