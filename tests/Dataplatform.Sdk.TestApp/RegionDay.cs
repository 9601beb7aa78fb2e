using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

[Contract]
public sealed record RegionDay(DateOnly Day, Region Region, long Rows, long Total);
