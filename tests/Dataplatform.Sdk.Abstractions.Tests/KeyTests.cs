using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.Abstractions.Tests;

public sealed class KeyTests
{
    [Theory]
    [InlineData("RawOrders", "raw_orders")]
    [InlineData("rawOrders", "raw_orders")]
    [InlineData("HTTPLogs", "http_logs")]
    [InlineData("OrderID", "order_id")]
    [InlineData("Top10Items", "top10_items")]
    [InlineData("X", "x")]
    [InlineData("JaffleShop.Shop", "jaffle_shop_shop")]
    [InlineData("already_snake", "already_snake")]
    [InlineData("_leading", "leading")]
    public void Names_become_snake_case(string name, string expected) => KeyGrammar.SnakeCase(name).ShouldBe(expected);

    [Theory]
    [InlineData("SalesAssets", "SalesCatalog")]
    [InlineData("Sales", "SalesCatalog")]
    [InlineData("Assets", "AssetsCatalog")]
    public void A_class_of_assets_names_its_catalog(string type, string expected) => KeyGrammar.CatalogName(type).ShouldBe(expected);

    [Theory]
    [InlineData("sales/customer_orders", "sales", "customer_orders")]
    [InlineData("alone", "", "alone")]
    [InlineData("a/b/c", "a/b", "c")]
    public void A_key_has_a_domain_and_a_name(string path, string domain, string name)
    {
        var key = new AssetKey(path);

        key.Domain.ShouldBe(domain);
        key.Name.ShouldBe(name);
        key.ToString().ShouldBe(path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    public void What_is_no_key_is_refused(string path)
    {
        AssetKey.TryParse(path, out _).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => new AssetKey(path)).Message.ShouldContain("sales/customer_orders", customMessage: "the message shows what a key looks like");
    }

    [Fact]
    public void Printed_keys_parse_back() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyString>(),
        text => !AssetKey.TryParse(text.Get, out var key) || (AssetKey.TryParse(key.ToString(), out var again) && again == key)).QuickCheckThrowOnFailure();

    [Fact]
    public void Keys_sort_ordinally()
    {
        AssetKey[] keys = [new("b/a"), new("a/b"), new("a/B")];

        keys.Order().Select(key => key.Path).ShouldBe(["a/B", "a/b", "b/a"]);
    }

    [Theory]
    [InlineData("raw_order", "raw_orders")]
    [InlineData("raworders", "raw_orders")]
    [InlineData("custmoers", "customers")]
    [InlineData("zebra", null)]
    public void The_nearest_name_is_suggested(string typed, string? expected) =>
        NearestName.Find(typed, ["raw_orders", "customers", "payments"]).ShouldBe(expected);
}
