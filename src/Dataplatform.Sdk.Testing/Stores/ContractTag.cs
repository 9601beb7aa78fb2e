namespace Dataplatform.Sdk.Testing;

/// <summary>A row with a key of two columns, one of which the contract lets be missing.</summary>
[Contract]
internal sealed record ContractTag(long Id, string? Tag, int Count);
