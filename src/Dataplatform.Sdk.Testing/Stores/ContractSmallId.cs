namespace Dataplatform.Sdk.Testing;

/// <summary>A <see cref="ContractRowId"/> of another type.</summary>
[Contract]
internal sealed record ContractSmallId(int Id);
