using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Graph;

public sealed class AssetGraphTests
{
    [Fact]
    public void Assets_come_after_their_upstreams_and_in_ordinal_order_where_there_is_a_choice()
    {
        var graph = new TestCatalog().Rows("a/last", ["z/first"]).Rows("z/first").Rows("b/alone").Effect("a/told", ["b/alone"]).Graph();

        graph.Assets.Select(node => node.Key.Path).ShouldBe(["b/alone", "a/told", "z/first", "a/last"]);
    }

    [Fact]
    public void A_node_knows_its_neighbours_in_ordinal_order_each_once()
    {
        var graph = new TestCatalog()
            .Rows("a/b").Rows("a/a")
            .Step([TestCatalog.RowsOf("a/c")], _ => default, [TestCatalog.Reading("a/b"), TestCatalog.Reading("a/a"), TestCatalog.Reading("a/b")], step => step with { After = [new("a/a")] })
            .Graph();

        graph[new("a/c")].Upstreams.Select(node => node.Key.Path).ShouldBe(["a/a", "a/b"]);
        graph[new("a/a")].Downstreams.Select(node => node.Key.Path).ShouldBe(["a/c"]);
        graph[new("a/c")].Assembly.ShouldBe("Tests");
    }

    [Fact]
    public void The_own_last_version_is_no_edge()
    {
        var graph = new TestCatalog()
            .Step([TestCatalog.RowsOf("a/x"), TestCatalog.TextOf("a/y")], _ => default, [TestCatalog.Reading("a/x") with { IsSelf = true }])
            .Graph();

        graph[new("a/x")].Upstreams.ShouldBeEmpty();
        graph[new("a/y")].Upstreams.ShouldBeEmpty("it is the last version of its sibling, not an asset that must come before");
    }

    [Fact]
    public void All_problems_are_reported_at_once_with_their_ids()
    {
        var catalog = new TestCatalog()
            .Rows("a/orders")
            .Rows("a/x", ["a/order"])
            .Step([TestCatalog.RowsOf("a/y")], _ => default, [TestCatalog.ReadingText("a/orders")])
            .Rows("a/p", ["a/q"]).Rows("a/q", ["a/p"]);

        var exception = Should.Throw<GraphException>(() => catalog.Graph());

        exception.Problems.Select(problem => $"{problem.Id} {problem.Asset}").ShouldBe(["DP1004 a/p", "DP1001 a/x", "DP1002 a/y"]);
        exception.Message.Split('\n').Length.ShouldBe(3);
        exception.Message.ShouldContain("DP1001: Parameter 'order'");
        exception.Message.ShouldContain("Did you mean 'a/orders'?");
        AssetGraph.Check([catalog.Build()]).ShouldBe(exception.Problems);
    }

    [Fact]
    public void Two_methods_that_wait_for_each_other_through_different_outputs_are_a_circle()
    {
        var catalog = new TestCatalog()
            .Step([TestCatalog.RowsOf("m/a"), TestCatalog.RowsOf("m/b")], _ => default, [TestCatalog.Reading("m/d")])
            .Step([TestCatalog.RowsOf("m/c"), TestCatalog.RowsOf("m/d")], _ => default, [TestCatalog.Reading("m/b")]);

        Should.Throw<GraphException>(() => catalog.Graph()).Problems.ShouldContain(problem => problem.Id == "DP1004");
    }

    [Fact]
    public void An_internal_asset_is_read_only_in_its_own_assembly()
    {
        var shop = new TestCatalog("Shop").Rows("shop/secret", with: asset => asset with { IsPublic = false }).Rows("shop/fine", ["shop/secret"]).Build();
        var marts = new TestCatalog("Marts").Rows("marts/x", ["shop/secret"]).Build();

        Should.Throw<GraphException>(() => AssetGraph.Build([shop, marts])).Problems.Single().Id.ShouldBe("DP1005");
    }

    [Fact]
    public void The_same_catalog_twice_is_the_same_graph()
    {
        var catalog = new TestCatalog().Rows("a/x").Build();

        AssetGraph.Build([catalog, catalog]).Assets.Count.ShouldBe(1);
    }

    [Fact]
    public void A_catalog_of_a_newer_generator_is_refused()
    {
        var catalog = new TestCatalog("Shop").Rows("a/x").Build() with { SchemaVersion = AssetCatalog.CurrentSchemaVersion + 1 };

        Should.Throw<DataplatformException>(() => AssetGraph.Build([catalog])).Message.ShouldContain("'Shop' were compiled with a newer");
    }

    [Fact]
    public void An_unknown_key_suggests_the_nearest()
    {
        var graph = new TestCatalog().Rows("sales/orders").Graph();

        Should.Throw<DataplatformException>(() => graph[new("sales/ordres")]).Message.ShouldBe("There is no asset 'sales/ordres'. Did you mean 'sales/orders'?");
        graph.TryGet(new("sales/ordres"), out _).ShouldBeFalse();
    }
}
