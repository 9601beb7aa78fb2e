namespace Dataplatform.Sdk.Testing;

/// <summary>A <see cref="ContractSale"/> of a later contract: with a column more, and without the note.</summary>
[Contract]
internal sealed record ContractSaleCount(DateOnly Day, string Region, long Id, int? Count);
