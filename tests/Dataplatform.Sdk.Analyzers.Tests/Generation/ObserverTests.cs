using Dataplatform.Sdk.Analyzers.Tests.Harness;
using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Analyzers.Tests.Generation;

public sealed class ObserverTests
{
    private const string Types = """
        using Microsoft.Extensions.Logging;

        [Contract] public sealed record Row(int Id);
        public interface IErp { string Version { get; } }

        """;

    [Theory]
    [InlineData("string V() => \"v1\";", "v1")]
    [InlineData("Task<string> V() => Task.FromResult(\"v1\");", "v1")]
    [InlineData("async ValueTask<string> V() { await Task.Yield(); return \"v1\"; }", "v1")]
    [InlineData("Observation V() => new(\"v1\") { [\"bytes\"] = 5 };", "v1")]
    [InlineData("async Task<Observation> V() { await Task.Yield(); return 42L; }", "42")]
    [InlineData("Observation V() => new DateTimeOffset(2024, 5, 17, 10, 0, 0, TimeSpan.FromHours(2));", "2024-05-17T08:00:00.0000000Z")]
    [InlineData("ValueTask<Observation> V() => new(Guid.Empty);", "00000000-0000-0000-0000-000000000000")]
    [InlineData("string V() => null!;", "null")]
    [InlineData("string V() => \" \";", "null")]
    [InlineData("Observation V() => null!;", "null")]
    public async Task Every_return_type_is_handed_over(string method, string observed)
    {
        using var loaded = LoadedAssembly.Of(Types + $$"""
            [Domain("erp")] public static class Erp
            {
                [Asset] public static External<Row> Rows() => External.Table("erp", "rows");
                [Observe(nameof(Rows))] public static {{method}}
            }
            """);
        var observer = loaded.Catalog.Observers.ShouldHaveSingleItem();

        (await RecordingInvocation.RunAsync(observer)).ShouldBe([$"observed: {observed}"]);
    }

    [Fact]
    public async Task It_takes_what_an_asset_takes_and_is_no_asset()
    {
        using var loaded = LoadedAssembly.Of(Types + """
            [Domain("erp")] public static class Erp
            {
                [Asset] public static External<Row> Rows() => External.Table("erp", "rows");
            }

            [Retry(2)] public sealed class Watch(IErp erp)
            {
                [Observe(typeof(Erp), nameof(Erp.Rows)), Timeout("5m"), Pool("erp")]
                public async Task<string> RowsVersion([Upstream(typeof(Erp), "Rows")] Table<Row> rows, TimeProvider clock, ILogger logger, AssetContext context, CancellationToken ct)
                {
                    context.AddMetadata("at", clock.GetUtcNow().Year);
                    logger.LogInformation("looking");
                    return $"{erp.Version}/{await rows.CountAsync(ct)}";
                }
            }

            public static class Data { public static object Erp => new Fake(); public static object Rows => new Row[] { new(1), new(2) }; private sealed class Fake : IErp { public string Version => "v7"; } }
            """);
        var observer = loaded.Catalog.Observers.ShouldHaveSingleItem();

        observer.Name.ShouldBe("Watch.RowsVersion");
        observer.Observes.ShouldBe(new AssetKey("erp/rows"));
        observer.Outputs.ShouldHaveSingleItem().ShouldSatisfyAllConditions(output => output.Key.ShouldBe(new AssetKey("erp/rows")), output => output.Kind.ShouldBe(ValueKind.Effect));
        observer.Inputs.Select(input => input.Key.Path).ShouldBe(["erp/rows"]);
        observer.Resources.Select(resource => resource.Type.Name).ShouldBe(["IErp"]);
        (observer.Policies.Retry?.Retries, observer.Policies.Timeout, observer.Policies.Pools.Single().Name).ShouldBe((2, TimeSpan.FromMinutes(5), "erp"));
        loaded.Catalog.Steps.Select(step => step.Name).ShouldBe(["Erp.Rows"]);
        (await RecordingInvocation.RunAsync(observer, invocation =>
        {
            invocation.Inputs[0] = loaded.Data("Rows");
            invocation.Resources[(loaded.Assembly.GetType("IErp")!, null)] = loaded.Data("Erp");
        })).ShouldBe(["observed: v7/2"]);
    }

    [Fact]
    public void An_assembly_of_observers_alone_is_a_catalog_without_keys_and_shapes()
    {
        var library = Compiled.Clean("[Contract] public sealed record Row(int Id); [Domain(\"erp\")] public static class Erp { [Asset] public static External<Row> Rows() => External.Table(\"erp\", \"rows\"); [Asset] public static int Count() => 1; }", "Library");
        var watch = Compiled.Clean("public static class Watch { [Observe(typeof(Erp), nameof(Erp.Rows))] public static string V() => \"v\"; }", "Watching", library.Reference());

        watch.File("AssetRegistration").ShouldContain("Shapes = \"\"");
        watch.Files().ShouldNotContain("WatchCatalog.g.cs");
    }

    [Fact]
    public void The_external_asset_of_another_assembly_is_told_from_one_that_is_made()
    {
        var library = Compiled.Clean("[Contract] public sealed record Row(int Id); [Domain(\"erp\")] public static class Erp { [Asset] public static External<Row> Rows() => External.Table(\"erp\", \"rows\"); [Asset] public static int Count() => 1; }", "Library");

        Marked.One("public static class Watch { [Observe(typeof(Erp), {|DP0060:nameof(Erp.Count)|})] public static string V() => \"v\"; }", "Watching", library.Reference())
            .ShouldBe("'Watch.V' observes 'erp/count', which is not external: 'Erp.Count' makes it, and its store knows its data. Observe assets whose methods return External<T>.");
    }
}
