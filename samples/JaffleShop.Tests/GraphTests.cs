using Dataplatform.Sdk.Testing;
using JaffleShop.Shop;
using Xunit;

namespace JaffleShop.Tests;

public sealed class GraphTests
{
    /// <summary>A pull request that changes the graph changes graph.txt, where everybody can see it.</summary>
    [Fact]
    public void The_graph_is_the_one_that_was_reviewed() =>
        GraphSnapshot.Of(JaffleShopAssetRegistration.Catalog, JaffleShopShopAssetRegistration.Catalog)
            .Matches(Path.Combine(AppContext.BaseDirectory, "../../../graph.txt"));
}
