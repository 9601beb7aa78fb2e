namespace Dataplatform.Sdk.Testing;

/// <summary>A <see cref="ContractRow"/> without one of its columns.</summary>
[Contract]
internal sealed record ContractNote(long Id, string? Note);
