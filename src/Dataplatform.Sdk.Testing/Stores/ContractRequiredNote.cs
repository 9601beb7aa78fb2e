namespace Dataplatform.Sdk.Testing;

/// <summary>A <see cref="ContractNote"/> whose text may not be missing.</summary>
[Contract]
internal sealed record ContractRequiredNote(long Id, string Note);
