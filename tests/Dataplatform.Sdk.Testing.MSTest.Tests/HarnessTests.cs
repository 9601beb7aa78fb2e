using Dataplatform.Sdk.TestApp;
using Microsoft.VisualStudio.TestTools.UnitTesting;

[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]

namespace Dataplatform.Sdk.Testing.MSTest.Tests;

[TestClass]
public sealed class HarnessTests
{
    [TestMethod]
    public async Task An_asset_is_computed_from_given_rows()
    {
        var run = await AssetTest.For(NumberCatalog.Totals).With(NumberCatalog.Wide, [new(1, 2), new(1, 3)]).MaterializeAsync();

        CollectionAssert.AreEquivalent(new[] { new NumberTotal(1, 2, 5) }, run.Rows(NumberCatalog.Totals).ToList());
    }

    [TestMethod]
    public async Task A_forgotten_leaf_is_told()
    {
        var problem = await CatchAsync(() => AssetTest.For(NumberCatalog.Wide).MaterializeAsync());

        StringAssert.Contains(problem?.Message, ".With(NumberCatalog.Source, [new Number(Generation: …, Value: …)])", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Other_rows_are_listed()
    {
        var run = await AssetTest.For(NumberCatalog.Totals).With(NumberCatalog.Wide, [new(1, 2)]).MaterializeAsync();

        var problem = await CatchAsync(() => Task.Run(() => run.ShouldHaveRows(NumberCatalog.Totals, [new(1, 1, 3)])));

        StringAssert.Contains(problem?.Message, "numbers/totals", StringComparison.Ordinal);
    }

    private static async Task<AssetTestException?> CatchAsync(Func<Task> test)
    {
        try
        {
            await test();
            return null;
        }
        catch (AssetTestException e)
        {
            return e;
        }
    }
}
