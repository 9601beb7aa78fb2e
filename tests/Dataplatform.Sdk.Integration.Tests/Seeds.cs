using System.Globalization;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>The shop's files, read without the product.</summary>
internal sealed record Seeds(
    IReadOnlyList<(long Id, string First, string Last)> Customers,
    IReadOnlyList<(long Id, long Customer, string Date, string Status)> Orders,
    IReadOnlyList<(long Order, string Method, long Cents)> Payments)
{
    public static Seeds Read(string folder) => new(
        [.. Rows(folder, "raw_customers.csv").Select(cells => (Number(cells[0]), cells[1], cells[2]))],
        [.. Rows(folder, "raw_orders.csv").Select(cells => (Number(cells[0]), Number(cells[1]), cells[2], cells[3]))],
        [.. Rows(folder, "raw_payments.csv").Select(cells => (Number(cells[1]), cells[2], Number(cells[3])))]);

    public decimal Paid(long order, Func<string, bool> method) =>
        Payments.Where(payment => payment.Order == order && method(payment.Method)).Sum(payment => payment.Cents) / 100m;

    private static IEnumerable<string[]> Rows(string folder, string file) =>
        File.ReadAllLines(Path.Combine(folder, file)).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','));

    private static long Number(string cell) => long.Parse(cell, CultureInfo.InvariantCulture);
}
