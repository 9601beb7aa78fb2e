namespace Dataplatform.Sdk.Testing;

/// <summary>A <see cref="ContractRowId"/> of a type that no number becomes.</summary>
[Contract]
internal sealed record ContractTextId(Guid Id);
