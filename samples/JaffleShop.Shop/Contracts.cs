using Dataplatform.Sdk;

namespace JaffleShop.Shop;

[Contract]
public sealed record RawCustomer(long Id, string FirstName, string LastName);

[Contract]
public sealed record RawOrder(long Id, long UserId, DateOnly OrderDate, string Status);

/// <summary>The shop counts in cents.</summary>
[Contract]
public sealed record RawPayment(long Id, long OrderId, string PaymentMethod, long Amount);

[Contract]
public sealed record ShopCustomer(long CustomerId, string FirstName, string LastName);

[Contract]
public sealed record ShopOrder(long OrderId, long CustomerId, DateOnly OrderDate, string Status);

[Contract]
public sealed record ShopPayment(long PaymentId, long OrderId, string PaymentMethod, [Decimal(12, 2)] decimal Amount);
