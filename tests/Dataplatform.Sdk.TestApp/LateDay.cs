using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

[Contract]
public sealed record LateDay(DateOnly Day, long Rows, long Total);
