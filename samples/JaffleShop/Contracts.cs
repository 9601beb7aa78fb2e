using Dataplatform.Sdk;
using Dataplatform.Sdk.Checks;

namespace JaffleShop;

/// <summary>What is known of a customer; without orders, the dates are missing.</summary>
[Contract]
public sealed record Customer(
    [PrimaryKey] long CustomerId,
    string FirstName,
    string LastName,
    DateOnly? FirstOrder,
    DateOnly? MostRecentOrder,
    long NumberOfOrders,
    [Decimal(12, 2)] decimal CustomerLifetimeValue);

/// <summary>An order with what was paid, by method of payment.</summary>
[Contract, RowCount(1)]
public sealed record Order(
    [PrimaryKey] long OrderId,
    long CustomerId,
    DateOnly OrderDate,
    [OneOf("placed", "shipped", "completed", "return_pending", "returned")] string Status,
    [Decimal(12, 2)] decimal CreditCardAmount,
    [Decimal(12, 2)] decimal CouponAmount,
    [Decimal(12, 2)] decimal BankTransferAmount,
    [Decimal(12, 2)] decimal GiftCardAmount,
    [Decimal(12, 2), Range(Min = "0")] decimal Amount);

/// <summary>A status that an order had, and when; without an end it is the one that it has.</summary>
[Contract]
public sealed record OrderStatus(long OrderId, string Status, [ValidFrom] DateTimeOffset ValidFrom, [ValidTo] DateTimeOffset? ValidTo);

/// <summary>What was paid for an order by one method.</summary>
[Contract]
public sealed record OrderPayment(long OrderId, string PaymentMethod, [Decimal(12, 2)] decimal Amount);

/// <summary>How loyal a customer is.</summary>
public enum Segment
{
    None,
    OneTime,
    Returning,
    Loyal,
}

[Contract]
public sealed record CustomerSegment(long CustomerId, string Name, Segment Segment);

/// <summary>The shop at a glance.</summary>
[Artifact]
public sealed record ShopReport(int Customers, int Buyers, decimal Revenue, string BestCustomer, Dictionary<string, int> OrdersByStatus);
