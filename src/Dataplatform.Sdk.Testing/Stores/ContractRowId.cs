namespace Dataplatform.Sdk.Testing;

/// <summary>Fewer columns than a <see cref="ContractRow"/> has.</summary>
[Contract]
internal sealed record ContractRowId(long Id);
