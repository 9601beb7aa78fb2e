namespace Dataplatform.Sdk.Analyzers.Tests.CodeVersions;

/// <summary>A small project in which something of everything is reached, and the library and the package that it uses.</summary>
internal static class VersionSample
{
    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Contracts.cs"] = """
            namespace Shop;

            [Contract]
            public sealed record Order(long OrderId, long CustomerId, decimal Amount, DateOnly Day, string? Note)
            {
                public decimal Rounded => Math.Round(Amount, 2);
                public bool IsLarge => Amount > 500m;
            }

            [Contract] public sealed record Customer(long CustomerId, string Name);
            [Contract] public sealed record Total(long CustomerId, decimal Sum);
            [Contract] public sealed record Rated(long OrderId, Level Level);
            [Contract] public sealed record Item { public long Id { get; init; } [Column("label")] public string? Title { get; init; } private int _count; public int Count { get => _count; set => _count = Math.Max(0, value); } }
            public enum Level { Low, Mid, High }
            public enum Mode { Fast, Slow }
            [Artifact] public sealed record Report(string Title, int Lines, Footer Footer);
            public sealed class Footer { public string? Text { get; set; } public int Page { get; set; } }
            public interface IShopApi { IAsyncEnumerable<Order> OrdersAsync(CancellationToken ct); IAsyncEnumerable<Order> RefundsAsync(CancellationToken ct); }
            public sealed class HttpShopApi : IShopApi
            {
                public async IAsyncEnumerable<Order> OrdersAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct) { await Task.Yield(); yield break; }
                public async IAsyncEnumerable<Order> RefundsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct) { await Task.Yield(); yield break; }
            }
            """,
        ["SalesAssets.cs"] = """"
            using System.Linq;
            namespace Shop;

            /// <summary>What is sold.</summary>
            [Domain("sales")]
            public static class SalesAssets
            {
                /// <summary>Orders as they come.</summary>
                [Asset(Tags = ["raw"])]
                public static async IAsyncEnumerable<Order> RawOrders(IShopApi shop, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
                {
                    Log.Info("start");
                    await foreach (var order in shop.OrdersAsync(ct))
                    {
                        if (order.Amount > Limits.Smallest)
                        {
                            yield return order with { Note = order.Note ?? Limits.NoNote };
                        }
                    }
                }

                [Asset]
                public static Customer[] Customers()
                {
                    ReadOnlySpan<int> ids = [1, 2, 3, 5, 8, 13, 21];
                    var made = new List<Customer>();
                    foreach (var id in ids) { made.Add(new Customer(id, "customer " + id)); }
                    return made.ToArray();
                }

                [Asset]
                public static Sql<Total> Totals(Table<Order> rawOrders) => $"""
                    select customer_id, sum(amount) as sum -- what they paid
                    from {rawOrders} as o
                    where note <> 'a  b' and {Fragments.Positive(10)}
                    group by all
                    """;

                [Asset(As = Materialize.View)]
                internal static Sql<Total> LargeTotals(Table<Total> totals) => $"select * from {totals} where sum > {Limits.Large}";

                [Asset]
                public static IReadOnlyList<Total> Discounted(IReadOnlyList<Order> rawOrders, IReadOnlyList<Customer> customers)
                {
                    var known = customers.Select(c => c.CustomerId).ToHashSet();
                    return rawOrders.Where(o => known.Contains(o.CustomerId))
                        .GroupBy(o => o.CustomerId)
                        .Select(g => new Total(g.Key, Pricing.Net(g.Sum(o => o.Amount))))
                        .ToList();
                }
            }
            """",
        ["ReportAssets.cs"] = """
            using System.Linq;
            namespace Shop;

            [Domain("reports")]
            public static class ReportAssets
            {
                [Asset]
                public static async Task<Report> Summary([Upstream(typeof(SalesAssets), nameof(SalesAssets.Totals))] Table<Total> totals, CancellationToken ct)
                {
                    var lines = 0;
                    await foreach (var total in totals.WithCancellation(ct))
                    {
                        lines += Weight(Kind(total.Sum));
                    }

                    return new Report(Foo.Text.Title("summary"), lines, new Footer { Text = Mode.Fast.ToString() });

                    static string Kind(decimal sum) => sum > 100m ? "large" : sum > 10m ? "medium" : "small";
                }

                [Asset]
                public static Rated[] Ratings([Upstream(typeof(SalesAssets), nameof(SalesAssets.RawOrders))] Order[] orders)
                {
                    Array.Sort(orders, new ByAmount());
                    return orders.Select(o => new Rated(o.OrderId, Rating.Of(o.Rounded, new SteepRule()))).ToArray();
                }

                [Asset, CodeVersion("1")]
                public static int Fixed() => 1;

                [Asset]
                public static IEnumerable<Item> Items()
                {
                    foreach (var name in Tables.Names.Concat(Shared<Mode>.Names())) { yield return new Item { Id = Fib(name.Length), Title = name, Count = Lib.Numbers.Twice(1) }; }
                }

                private static int Weight(string kind) => kind switch { "large" => 5, "medium" => 3, "small" => 1, "tiny" => 0, "huge" => 8, "giant" => 13, "vast" => 21, _ => -1 };

                private static int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);
            }

            public sealed class ByAmount : IComparer<Order>
            {
                public int Compare(Order? x, Order? y) => decimal.Compare(x!.Amount, y!.Amount);
            }
            """,
        ["StockAssets.cs"] = """
            namespace Shop;

            [Domain("stock")]
            public sealed class StockAssets(TimeProvider clock, IShopApi shop)
            {
                private readonly int _days = 30;

                [Asset] public int Age() => clock.GetUtcNow().Day + _days;
                [Asset] public bool HasShop() => shop is not null;
            }
            """,
        ["DailyAssets.cs"] = """
            namespace Shop;

            public enum Area { North, South }
            [Contract] public sealed record Reading(int Id, DateOnly Day);

            public sealed class SameWeekday : PartitionFunction<Day, Day>
            {
                private readonly int _days = -7;

                public override IEnumerable<Day> Upstream(Day key) => [key, key.AddDays(_days)];
                public override IEnumerable<Day> Readers(Day key) => [key, key.AddDays(7)];
            }

            [Domain("daily")]
            public static class DailyAssets
            {
                [Asset, DailyPartitions("2024-01-01", TimeZone = "Europe/Vienna")] public static Reading[] Readings(Day day) => [new(1, day.Date)];
                [Asset, DailyPartitions("2024-01-01", TimeZone = "Europe/Vienna"), Partitions<Area>] public static int Recent([Upstream(Lookback = 7)] Reading[] readings) => readings.Length;
                [Asset, DailyPartitions("2024-01-01", TimeZone = "Europe/Vienna")] public static int Compared([Upstream(Map = typeof(SameWeekday))] Reading[] readings) => readings.Length;
            }
            """,
        ["Helpers.cs"] = """
            using System.Linq;
            using System.Runtime.CompilerServices;
            namespace Shop;

            public static class Limits
            {
                public const decimal Smallest = 0.5m;
                public const string NoNote = "none";
                public const decimal Large = 1000m;
                public const int Unused = 1;
            }

            public static class Log
            {
                public static string? Last { get; private set; }
                public static void Info(string text, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "", [CallerMemberName] string member = "") => Last = text;
            }

            public static class Fragments
            {
                public static Sql Positive(int least) => $"amount > {least}";
            }

            public static class Pricing
            {
                public static decimal Net(decimal gross) => Tax.Apply(gross);
                public static decimal Gross(decimal net) => net * 2m;
            }

            public static class Tax
            {
                public static readonly decimal Rate = Parse("0.2");
                public static readonly decimal Other = Parse("0.1");
                public static decimal Apply(decimal gross) => Cents.Half(gross * (1 - Rate));
                private static decimal Parse(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
            }

            public static class Cents
            {
                public static decimal Half(decimal value)
                {
                    try { return Math.Round(value, 2, MidpointRounding.ToEven); }
                    catch (OverflowException) { return decimal.MaxValue; }
                }
            }

            public static class Tables
            {
                public static readonly string[] Names = ["one", "two", "three"];
                public static readonly string[] Others = ["four"];
                public static readonly Func<int, int> Step = static x => x + 1;
            }

            public static class Shared<T> where T : struct, Enum
            {
                public static IEnumerable<string> Names() => Enum.GetValues<T>().Select(value => value.ToString());
            }

            public interface IRule { Level Rate(decimal amount); }
            public sealed class SteepRule : IRule { public Level Rate(decimal amount) => amount > 100 ? Level.High : Level.Low; }
            public sealed class FlatRule : IRule { public Level Rate(decimal amount) => Level.Mid; }
            public static class Rating { public static Level Of<TRule>(decimal amount, TRule rule) where TRule : IRule => rule.Rate(amount); }
            public static class Unreached { public static int F() => 1; }
            """,
    };

    public const string Library = """
        namespace Lib;
        public static class Numbers
        {
            public static int Twice(int x) => 2 * x;
            public static int Thrice(int x) => 3 * x;
        }
        """;

    public const string Package = """
        namespace Foo;
        public static class Text { public static string Title(string text) => text.ToUpperInvariant(); }
        """;
}
