using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

[Contract]
public sealed record Balance(DateOnly Day, long Total);
