using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Selection;

public sealed class SelectionSyntaxTests
{
    [Theory]
    [InlineData("stg/orders", "key:stg/orders")]
    [InlineData(" ( stg/orders )", "key:stg/orders")]
    [InlineData("\"stg/orders\"", "key:stg/orders")]
    [InlineData("2+x+1", "2+key:x+1")]
    [InlineData("+ x +", "+key:x+")]
    [InlineData("A Or b aNd NOT c", "key:A or key:b and not key:c")]
    [InlineData("(a or b) and c", "(key:a or key:b) and key:c")]
    [InlineData("a or (b or c)", "key:a or key:b or key:c")]
    [InlineData("not (a and b)", "not (key:a and key:b)")]
    [InlineData("not not a", "not not key:a")]
    [InlineData("+(a or b)", "+(key:a or key:b)")]
    [InlineData("+(*)", "+(*)")]
    [InlineData("owner:team:core", "owner:team:core")]
    [InlineData("owner:ada@example.com", "owner:ada@example.com")]
    [InlineData("tag:\"k\"=\"a b\"", "tag:k=\"a b\"")]
    [InlineData("tag:k=\"\"", "tag:k=\"\"")]
    [InlineData("key:and", "key:and")]
    [InlineData("sinks", "key:sinks")]
    [InlineData("sinks ( ) or roots(a)", "sinks() or roots(key:a)")]
    [InlineData("key:\"1abc\"", "key:\"1abc\"")]
    public void Every_selection_has_one_text(string written, string canonical) =>
        AssetSelection.Parse(written).ToString().ShouldBe(canonical);

    [Fact]
    public void Code_and_text_say_the_same()
    {
        var typed = new TableKey<Item>(new("sales", "orders"));

        var selection = (AssetSelection.Keys(typed, new AssetKey("sales/customers")).Upstream(2) | AssetSelection.Groups("marts").Sinks())
            - AssetSelection.Tags("tier=gold", "pii") & AssetSelection.Kinds("sql") & AssetSelection.Owners("team:core");

        selection.ShouldBe(AssetSelection.Parse(
            "(2+(sales/orders or sales/customers) or sinks(group:marts)) and not (tag:tier=gold or tag:pii) and kind:sql and owner:team:core"));
        AssetSelection tables = new AssetKey("sales/orders");
        tables.ShouldBe(AssetSelection.Keys(typed));
    }

    [Fact]
    public void Taking_away_keeps_external_assets_of_the_rest()
    {
        var graph = new TestCatalog().External("erp/a").External("erp/b").Graph();

        AssetSelection.Parse("erp/* and not erp/a").Resolve(graph).ShouldBe([new AssetKey("erp/b")]);
        AssetSelection.Parse("not erp/a and erp/*").Resolve(graph).ShouldBe([new AssetKey("erp/b")]);
        AssetSelection.Parse("roots(erp/*)").Resolve(graph).Count.ShouldBe(2);
    }

    [Fact]
    public void A_tag_without_value_is_an_empty_value()
    {
        var graph = new TestCatalog().Rows("a/x", with: asset => asset with { Tags = ["gpu"] }).Rows("a/y", with: asset => asset with { Tags = ["gpu=big"] }).Graph();

        AssetSelection.Parse("tag:gpu").Resolve(graph).Count.ShouldBe(2);
        AssetSelection.Parse("tag:gpu=\"\"").Resolve(graph).ShouldBe([new AssetKey("a/x")]);
        AssetSelection.Parse("tag:gpu=b*").Resolve(graph).ShouldBe([new AssetKey("a/y")]);
    }

    [Fact]
    public void Nothing_to_choose_from_is_a_mistake_of_the_code()
    {
        Should.Throw<ArgumentException>(() => AssetSelection.Keys());
        Should.Throw<ArgumentOutOfRangeException>(() => AssetSelection.All.Upstream(-1));
    }
}
