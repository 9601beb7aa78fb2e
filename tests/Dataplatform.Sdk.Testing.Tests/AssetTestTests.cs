using Dataplatform.Sdk.TestApp;

namespace Dataplatform.Sdk.Testing.Tests;

public sealed class AssetTestTests
{
    [Fact]
    public async Task All_forgotten_leaves_are_named_at_once_with_the_code_to_add()
    {
        var problem = await Should.ThrowAsync<AssetTestException>(() => AssetTest.For(FeatureCatalog.AcrossStores, NumberCatalog.Wide).MaterializeAsync());

        problem.Message.ShouldBe("""
            The test does not give 'features/from_elsewhere', 'features/in_lake', 'numbers/source'. Add:
                .With(FeatureCatalog.FromElsewhere, [new Number(Generation: …, Value: …)])
                .With(FeatureCatalog.InLake, [new Number(Generation: …, Value: …)])
                .With(NumberCatalog.Source, [new Number(Generation: …, Value: …)])
            or compute upstreams as well: .ComputingUpstreams()
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_given_asset_that_nothing_reads_is_a_mistake()
    {
        var problem = await Should.ThrowAsync<AssetTestException>(() => AssetTest.For(NumberCatalog.Wide)
            .With(NumberCatalog.Source, []).With(NumberCatalog.Totals, []).MaterializeAsync());

        problem.Message.ShouldBe("'numbers/totals' is given, but nothing in this test reads it. Read are: numbers/source.");
    }

    [Fact]
    public async Task A_target_cannot_be_given()
    {
        var problem = await Should.ThrowAsync<AssetTestException>(() => AssetTest.For(NumberCatalog.Wide)
            .With(NumberCatalog.Source, []).With(NumberCatalog.Wide, []).MaterializeAsync());

        problem.Message.ShouldBe("'numbers/wide' is given, but the test computes it. Leave out .With(…), or test one of its readers.");
    }

    [Fact]
    public async Task An_unknown_key_is_told_with_the_nearest_one()
    {
        var problem = await Should.ThrowAsync<AssetTestException>(() => AssetTest.For(new AssetKey("numbers/wode")).MaterializeAsync());

        problem.Message.ShouldStartWith("There is no asset 'numbers/wode' in the loaded assemblies. Did you mean 'numbers/wide'?");
    }

    [Fact]
    public async Task Named_stores_and_external_assets_are_replaced_by_memory()
    {
        var run = await AssetTest.For(FeatureCatalog.BackInLake, FeatureCatalog.ModelSize).ComputingUpstreams()
            .With(FeatureCatalog.Elsewhere, [new Number(1, 4)])
            .MaterializeAsync();

        run.ShouldHaveRows(FeatureCatalog.AcrossStores, [new(1, 8), new(1, 5)]);
        run.ShouldHaveRows(FeatureCatalog.BackInLake, [new(1, 5), new(1, 8)]);
        run.Value(FeatureCatalog.ModelSize).ShouldBe(1);
    }

    [Fact]
    public async Task A_value_can_be_given()
    {
        var run = await AssetTest.For(FeatureCatalog.ModelSize)
            .With(FeatureCatalog.Model, new Model(1, new() { ["a"] = 1, ["b"] = 2 }))
            .MaterializeAsync();

        run.Value(FeatureCatalog.ModelSize).ShouldBe(2);
    }

    [Fact]
    public async Task A_previous_version_is_there_only_if_it_is_given()
    {
        var first = await AssetTest.For(FeatureCatalog.Doubling).MaterializeAsync();
        var next = await AssetTest.For(FeatureCatalog.Doubling).WithPrevious(FeatureCatalog.Doubling, [new Number(1, 21)]).MaterializeAsync();

        first.Rows(FeatureCatalog.Doubling).ShouldBe([new Number(1, 1)]);
        next.Rows(FeatureCatalog.Doubling).ShouldBe([new Number(1, 42)]);
    }

    [Fact]
    public async Task Missing_resources_are_told_before_anything_runs()
    {
        var problem = await Should.ThrowAsync<AssetTestException>(() => AssetTest.For(ResourceCatalog.Mailed, FeatureCatalog.Growing).MaterializeAsync());

        problem.Message.ShouldContain("'IMailer' with the key \"reports\"");
        problem.Message.ShouldContain("'DataGeneration'");
    }

    [Fact]
    public async Task Resources_may_be_fakes_with_a_key()
    {
        var mailer = new RecordingMailer();

        var run = await AssetTest.For(ResourceCatalog.Mailed).WithResource<IMailer>(mailer, "reports").MaterializeAsync();

        mailer.Sent.ShouldBe(["done"]);
        run.Metadata(ResourceCatalog.Mailed)["recipients"].ShouldBe((MetadataValue)1);
    }

    [Fact]
    public async Task A_failure_is_thrown_or_returned()
    {
        var problem = await Should.ThrowAsync<AssetTestException>(() => AssetTest.For(FailingCatalog.Broken).MaterializeAsync());
        var run = await AssetTest.For(FailingCatalog.Broken).MaterializeAsync(throwOnFailure: false);

        problem.Message.ShouldContain("'failing/broken': the shop is closed");
        run.Succeeded.ShouldBeFalse();
        run.Failure(FailingCatalog.Broken).ShouldNotBeNull().Message.ShouldBe("the shop is closed");
        Should.Throw<AssetTestException>(() => run.Rows(FailingCatalog.Broken)).Message.ShouldBe("'failing/broken' failed: the shop is closed");
    }

    [Fact]
    public async Task Other_rows_than_expected_are_listed()
    {
        var run = await AssetTest.For(NumberCatalog.Totals).With(NumberCatalog.Wide, [new Number(1, 2), new Number(1, 3)]).MaterializeAsync();

        Should.Throw<AssetTestException>(() => run.ShouldHaveRows(NumberCatalog.Totals, [new NumberTotal(1, 2, 6)])).Message.ShouldBe("""
            'numbers/totals' has other rows than expected.
              missing: NumberTotal { Generation = 1, Rows = 2, Total = 6 }
              extra:   NumberTotal { Generation = 1, Rows = 2, Total = 5 }
                       total is 5, expected 6
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Tests_beside_each_other_share_nothing()
    {
        var runs = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => AssetTest.For(NumberCatalog.NewestGeneration)
            .With(NumberCatalog.Totals, [new NumberTotal(n, 0, 0)]).MaterializeAsync()));

        runs.Select(run => run.Value(NumberCatalog.NewestGeneration)).ShouldBe(Enumerable.Range(1, 8).Select(n => (long)n));
    }

    private sealed class RecordingMailer : IMailer
    {
        public List<string> Sent { get; } = [];

        public Task SendAsync(string text)
        {
            Sent.Add(text);
            return Task.CompletedTask;
        }
    }
}
