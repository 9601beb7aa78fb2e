namespace Dataplatform.Sdk.Testing;

/// <summary>The one column of <see cref="EveryKind"/> that has values.</summary>
[Contract]
internal sealed record ContractRowNumber(int Row);
