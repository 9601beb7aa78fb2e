using Dataplatform.Sdk.TestApp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dataplatform.Sdk.Testing.Tests;

public sealed class GivenToTheRunTests
{
    [Fact]
    public async Task A_resource_with_a_key_and_one_without()
    {
        var mailer = new Mailbox();
        var run = await AssetTest.For(ResourceCatalog.Orders, ResourceCatalog.Mailed)
            .WithResource<IShopApi>(new Shop([new(1, 2)]))
            .WithResource<IMailer>(mailer, key: "reports")
            .MaterializeAsync();

        run.ShouldHaveRows(ResourceCatalog.Orders, [new(1, 2)]);
        mailer.Sent.ShouldBe(["done"]);
        run.Metadata(ResourceCatalog.Mailed)["recipients"].ShouldBe(new MetadataValue.Integer(1));
    }

    [Fact]
    public async Task Configuration_is_what_the_test_sets_and_nothing_else()
    {
        Environment.SetEnvironmentVariable("Shop__Value", "99");
        var run = await AssetTest.For(ResourceCatalog.Orders)
            .WithServices(services => services.AddSingleton<IShopApi>(provider =>
                new Shop([new(provider.GetRequiredService<IConfiguration>().GetValue<long>("Shop:Generation"), provider.GetRequiredService<IConfiguration>().GetValue<long>("Shop:Value"))])))
            .WithConfiguration("Shop:Generation", "7")
            .MaterializeAsync();

        run.ShouldHaveRows(ResourceCatalog.Orders, [new(7, 0)]);
    }

    [Fact]
    public async Task All_missing_resources_are_told_at_once()
    {
        var problem = await Should.ThrowAsync<AssetTestException>(() => AssetTest.For(ResourceCatalog.Orders, ResourceCatalog.Mailed).MaterializeAsync());

        problem.Message.ShouldContain("IShopApi");
        problem.Message.ShouldContain("IMailer");
    }

    [Fact]
    public async Task Tests_side_by_side_share_nothing()
    {
        var runs = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => AssetTest.For(NumberCatalog.Totals)
            .With(NumberCatalog.Wide, Enumerable.Repeat(new Number(1, n), n))
            .MaterializeAsync()));

        runs.Select(run => run.Rows(NumberCatalog.Totals).Single().Total).ShouldBe(Enumerable.Range(1, 8).Select(n => (long)n * n));
    }

    [Fact]
    public async Task Some_upstreams_are_computed_and_others_given()
    {
        var run = await AssetTest.For(NumberCatalog.Totals).Computing(NumberCatalog.Wide)
            .With(NumberCatalog.Source, [new(1, 0), new(1, 1)])
            .MaterializeAsync();

        run.ShouldHaveRows(NumberCatalog.Totals, [new(1, 20, 190)]);
        run.Rows(NumberCatalog.Wide).Count.ShouldBe(20);
    }

    [Fact]
    public async Task A_failed_asset_is_an_exception_or_a_result()
    {
        var test = AssetTest.For(FailingCatalog.Broken);

        (await Should.ThrowAsync<AssetTestException>(() => test.MaterializeAsync())).Message.ShouldContain("the shop is closed");
        var run = await test.MaterializeAsync(throwOnFailure: false);
        run.Succeeded.ShouldBeFalse();
        run.Failure(FailingCatalog.Broken).ShouldNotBeNull().Message.ShouldContain("the shop is closed");
    }

    [Fact]
    public async Task A_plain_call_takes_a_context_of_the_test()
    {
        var context = new TestAssetContext(ResourceCatalog.Mailed, cancellationToken: TestContext.Current.CancellationToken);
        var mailer = new Mailbox();

        await ResourceAssets.Mailed(mailer, context);

        mailer.Sent.ShouldBe(["done"]);
        context.Metadata["recipients"].ShouldBe(new MetadataValue.Integer(1));
        context.Key.ShouldBe((AssetKey)ResourceCatalog.Mailed);
        context.CancellationToken.ShouldBe(TestContext.Current.CancellationToken);
        context.TimeProvider.ShouldBe(TimeProvider.System);
    }

    private sealed class Shop(Number[] orders) : IShopApi
    {
        public IEnumerable<Number> Orders() => orders;
    }

    private sealed class Mailbox : IMailer
    {
        public List<string> Sent { get; } = [];

        public Task SendAsync(string text)
        {
            Sent.Add(text);
            return Task.CompletedTask;
        }
    }
}
