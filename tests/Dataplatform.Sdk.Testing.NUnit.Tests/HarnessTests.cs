using Dataplatform.Sdk.TestApp;
using NUnit.Framework;

namespace Dataplatform.Sdk.Testing.NUnit.Tests;

public sealed class HarnessTests
{
    [Test]
    public async Task An_asset_is_computed_from_given_rows()
    {
        var run = await AssetTest.For(NumberCatalog.Totals).With(NumberCatalog.Wide, [new(1, 2), new(1, 3)]).MaterializeAsync();

        Assert.That(run.Rows(NumberCatalog.Totals), Is.EquivalentTo(new[] { new NumberTotal(1, 2, 5) }));
    }

    [Test]
    public async Task A_forgotten_leaf_is_told()
    {
        var problem = await CatchAsync(() => AssetTest.For(NumberCatalog.Wide).MaterializeAsync());

        Assert.That(problem?.Message, Does.Contain(".With(NumberCatalog.Source, [new Number(Generation: …, Value: …)])"));
    }

    [Test]
    public async Task Other_rows_are_listed()
    {
        var run = await AssetTest.For(NumberCatalog.Totals).With(NumberCatalog.Wide, [new(1, 2)]).MaterializeAsync();

        var problem = await CatchAsync(() => Task.Run(() => run.ShouldHaveRows(NumberCatalog.Totals, [new(1, 1, 3)])));

        Assert.That(problem?.Message, Does.Contain("numbers/totals"));
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
