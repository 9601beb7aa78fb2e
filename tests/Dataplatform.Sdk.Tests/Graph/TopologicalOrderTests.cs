using Dataplatform.Sdk.Tests.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.Tests.Graph;

public sealed class TopologicalOrderTests
{
    [Fact]
    public void Every_asset_is_there_once_and_after_its_upstreams() => Laws.Hold(RandomGraph.Generate, random =>
    {
        var order = random.Catalog().Graph().Assets;

        order.Select(node => node.Key.Path).Order(StringComparer.Ordinal).ShouldBe(random.Keys.Order(StringComparer.Ordinal));
        order.ShouldAllBe(node => node.Upstreams.All(upstream => upstream.Index < node.Index) && order[node.Index] == node);
    });

    [Fact]
    public void At_each_place_stands_the_ordinally_first_asset_that_may() => Laws.Hold(RandomGraph.Generate, random =>
    {
        var order = random.Catalog().Graph().Assets;

        var left = order.ToList();
        foreach (var node in order)
        {
            left.Where(candidate => candidate.Upstreams.All(upstream => !left.Contains(upstream))).MinBy(candidate => candidate.Key)!.ShouldBe(node);
            left.Remove(node);
        }
    });
}
