using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

[Contract]
public sealed record RegionWeek(DateOnly Week, Region Region, long Rows, long Total);
