using System.Runtime.CompilerServices;
using Dataplatform.Sdk;

namespace JaffleShop;

/// <summary>What is easier to say in C#.</summary>
[Domain("marts", Owners = ["team:analytics"], Group = "insights")]
public static class InsightAssets
{
    /// <summary>How loyal each customer is.</summary>
    [Asset(Tags = ["pii"])]
    public static async IAsyncEnumerable<CustomerSegment> CustomerSegments(
        Table<Customer> customers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var customer in customers.WithCancellation(cancellationToken))
        {
            yield return new CustomerSegment(customer.CustomerId, $"{customer.FirstName} {customer.LastName}", customer.NumberOfOrders switch
            {
                0 => Segment.None,
                1 => Segment.OneTime,
                < 4 => Segment.Returning,
                _ => Segment.Loyal,
            });
        }
    }

    /// <summary>The shop at a glance, one value for the front page.</summary>
    [Asset]
    public static Materialized<ShopReport> ShopReport(IReadOnlyList<Customer> customers, IReadOnlyList<Order> orders)
    {
        var best = customers.MaxBy(customer => customer.CustomerLifetimeValue);
        var report = new ShopReport(
            customers.Count,
            customers.Count(customer => customer.NumberOfOrders > 0),
            orders.Sum(order => order.Amount),
            best is null ? "nobody" : $"{best.FirstName} {best.LastName}",
            orders.CountBy(order => order.Status).OrderBy(status => status.Key, StringComparer.Ordinal).ToDictionary());
        return new(report)
        {
            ["revenue"] = (double)report.Revenue,
            ["summary"] = MetadataValue.FromMarkdown($"**{report.Buyers}** of {report.Customers} customers have bought something."),
        };
    }
}
