using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Selection;

/// <summary>Names without their domain.</summary>
public sealed class BareNameTests
{
    private static readonly AssetGraph Graph = new TestCatalog()
        .Rows("raw/customers").Rows("crm/orders").Rows("sales/orders", ["raw/customers"])
        .Rows("totals").Rows("sales/totals").External("erp/items").Rows("deep/er/leaf").Graph();

    [Theory]
    [InlineData("customers", "raw/customers")]
    [InlineData("key:customers", "raw/customers")]
    [InlineData("\"customers\"", "raw/customers")]
    [InlineData("customers+", "raw/customers sales/orders")]
    [InlineData("totals", "totals")]
    [InlineData("items", "erp/items")]
    [InlineData("leaf", "deep/er/leaf")]
    [InlineData("*/orders", "crm/orders sales/orders")]
    [InlineData("leaf or customers", "deep/er/leaf raw/customers")]
    public void A_name_that_one_asset_has_stands_for_it_and_the_exact_key_wins(string selection, string keys) =>
        Resolve(AssetSelection.Parse(selection)).ShouldBe(keys);

    [Theory]
    [InlineData("customers", "key:customers")]
    [InlineData("+customers", "+key:customers")]
    public void Its_canonical_text_selects_the_same(string selection, string canonical)
    {
        AssetSelection.Parse(selection).ToString().ShouldBe(canonical);
        Resolve(AssetSelection.Parse(canonical)).ShouldBe(Resolve(AssetSelection.Parse(selection)));
    }

    [Fact]
    public void A_name_that_several_assets_have_is_refused_with_their_keys() =>
        Should.Throw<SelectionException>(() => AssetSelection.Parse("group:default or orders").Resolve(Graph)).Message.ShouldBe(
            """
            'orders' is the name of several assets: crm/orders, sales/orders.
              group:default or orders
                               ^
            Write the whole key, or '*/orders' for all of them.
            """.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("er/leaf")]
    [InlineData("Customers")]
    [InlineData("customer")]
    public void A_part_of_a_name_or_other_letters_are_no_name(string selection) =>
        Should.Throw<SelectionException>(() => AssetSelection.Parse(selection).Resolve(Graph)).Message.ShouldStartWith($"There is no asset '{selection}'.");

    private static string Resolve(AssetSelection selection) =>
        string.Join(' ', selection.Resolve(Graph).Select(key => key.Path).Order(StringComparer.Ordinal));
}
