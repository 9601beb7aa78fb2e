using System.Text.RegularExpressions;
using Dataplatform.Sdk.Analyzers.Tests.Harness;

namespace Dataplatform.Sdk.Analyzers.Tests.Generation;

public sealed partial class SnapshotTests
{
    private const string Source = """
        namespace Sales;

        public enum Channel { Web, Shop, Store = Shop }

        [Contract]
        public sealed record Order(long OrderId, DateOnly OrderedOn, [Decimal(12, 2)] decimal Amount, Channel? Channel, [Column("remark")] string? Note);

        public readonly record struct BasketId(Guid Value);

        [Contract]
        public sealed record Basket(BasketId Id, IReadOnlyList<Order> Orders, Order? First, [Decimal(9, 2)] IReadOnlyDictionary<Channel, decimal?> Totals);

        [Domain("sales", Owners = ["team:sales"], Tags = ["tier=1"])]
        public static class SalesAssets
        {
            /// <summary>Orders as the shop exports them.</summary>
            [Asset(Tags = ["raw"])]
            public static IAsyncEnumerable<Order> RawOrders(TimeProvider clock, CancellationToken ct) => throw new InvalidOperationException();

            /// <summary>Large <see cref="RawOrders"/>.</summary>
            [Asset(As = Materialize.View)]
            internal static Sql<Order> LargeOrders(Table<Order> rawOrders) => $"select * from {rawOrders} where amount > {1000m}";
        }
        """;

    [Theory]
    [InlineData("Sales.Order.Codec", "Codec")]
    [InlineData("Sales.Basket.Codec", "NestedCodec")]
    [InlineData("Sales.SalesAssets.Steps", "Steps")]
    [InlineData("Sales.SalesCatalog", "Keys")]
    [InlineData("AssetRegistration", "Registration")]
    public void Generated_code_is_the_approved_one(string file, string name) => Approval.Check(name, CompilerVersion().Replace(Compiled.Clean(Source).File(file), "Compiler = \"…\""));

    [Fact]
    public void There_is_one_file_for_each_contract_two_for_each_class_and_one_aggregate() => Compiled.Clean(Source).Files().Order(StringComparer.Ordinal).ShouldBe([
        "AssetRegistration.g.cs",
        "Microsoft.CodeAnalysis.EmbeddedAttribute.cs",
        "Sales.Basket.Codec.990d0625.g.cs",
        "Sales.Order.Codec.d9165a5d.g.cs",
        "Sales.SalesAssets.Steps.7256405c.g.cs",
        "Sales.SalesCatalog.c4982734.g.cs",
    ]);

    [GeneratedRegex("Compiler = \"[^\"]+\"")]
    private static partial Regex CompilerVersion();
}
