using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

[Contract]
public sealed record LateRow(DateOnly Day, long Value);
