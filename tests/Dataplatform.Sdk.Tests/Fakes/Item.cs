namespace Dataplatform.Sdk.Tests.Fakes;

/// <summary>The row of all tables in these tests.</summary>
public sealed record Item(long Id);
