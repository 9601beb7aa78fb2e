using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

[Contract]
public sealed record YearTotal(Region Region, long Weeks, long Rows, long Total);
