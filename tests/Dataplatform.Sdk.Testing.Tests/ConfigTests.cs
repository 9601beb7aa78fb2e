using Dataplatform.Sdk.TestApp;

namespace Dataplatform.Sdk.Testing.Tests;

public sealed class ConfigTests
{
    [Fact]
    public async Task A_slice_is_given_the_configuration_of_the_test()
    {
        var run = await AssetTest.For(ConfigCatalog.Counted, ConfigCatalog.Limited)
            .WithConfig(new NumberConfig(Count: 4, Offsets: [10, 20]))
            .MaterializeAsync();

        run.ShouldHaveRows(ConfigCatalog.Counted, [new(0, 30), new(1, 31), new(2, 32), new(3, 33)]);
        run.ShouldHaveRows(ConfigCatalog.Limited, [new(0, 30), new(1, 31), new(2, 32)]);
    }

    [Fact]
    public async Task Without_one_it_has_its_defaults()
    {
        var run = await AssetTest.For(ConfigCatalog.Counted).MaterializeAsync();

        run.ShouldHaveRows(ConfigCatalog.Counted, [new(0, 0), new(1, 1), new(2, 2)]);
    }

    [Fact]
    public async Task What_must_be_configured_and_is_not_is_said_before_anything_runs() =>
        (await Should.ThrowAsync<AssetTestException>(() => AssetTest.For(ConfigCatalog.Strict).MaterializeAsync())).Message
            .ShouldContain("The configuration 'strict' lacks 'Endpoint'.");

    [Fact]
    public async Task Secrets_are_taken_out_of_metadata_and_errors()
    {
        var run = await AssetTest.For(ConfigCatalog.Counted).WithConfig(new NumberConfig(ApiKey: new("key-9301"))).MaterializeAsync();
        run.Metadata(ConfigCatalog.Counted)["address"].ShouldBe(new MetadataValue.Text("https://shop/?key=***"));

        var failed = await AssetTest.For(ConfigCatalog.Strict)
            .WithConfig(new StrictOptions(new Uri("https://shop/"), new("token-9302"), null))
            .MaterializeAsync(throwOnFailure: false);
        failed.Failure(ConfigCatalog.Strict)!.Message.ShouldBe("https://shop/ does not take *** since ");
    }

    [Fact]
    public void What_is_no_configuration_and_what_is_given_twice_is_said()
    {
        Should.Throw<AssetTestException>(() => AssetTest.For(ConfigCatalog.Counted).WithConfig("text")).Message.ShouldContain("'String' is no configuration");
        Should.Throw<AssetTestException>(() => AssetTest.For(ConfigCatalog.Counted).WithConfig(new NumberConfig()).WithConfig(new NumberConfig())).Message
            .ShouldContain("'NumberConfig' is given twice");
    }
}
