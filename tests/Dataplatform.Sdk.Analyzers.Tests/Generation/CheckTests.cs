using Dataplatform.Sdk.Analyzers.Tests.Harness;

namespace Dataplatform.Sdk.Analyzers.Tests.Generation;

public sealed class CheckTests
{
    private const string Types = """
        [Contract] public sealed record Row(int Id);
        public interface IErp { string Version { get; } }

        """;

    [Theory]
    [InlineData("CheckResult C(Row[] rows) => rows.Length > 0;", "checked: False")]
    [InlineData("CheckResult C() => CheckResult.Pass();", "checked: True")]
    [InlineData("Task<CheckResult> C() => Task.FromResult(CheckResult.Warn(\"hm\"));", "checked: False")]
    [InlineData("async ValueTask<CheckResult> C() { await Task.Yield(); return true; }", "checked: True")]
    [InlineData("CheckResult C() => null!;", "checked: null")]
    [InlineData("Sql C(Table<Row> rows) => $\"from {rows} where id < {0}\";", "failing: from rows where id < ?")]
    public async Task Every_return_type_is_handed_over(string method, string found)
    {
        using var loaded = LoadedAssembly.Of(Types + $$"""
            [Domain("shop")] public static class Shop
            {
                [Asset] public static Row[] Rows() => [];
                [AssetCheck(nameof(Rows))] public static {{method}}
            }

            public static class Data { public static object Rows => new Row[0]; }
            """);

        (await RecordingInvocation.RunAsync(loaded.Catalog.Checks.ShouldHaveSingleItem(), invocation => invocation.Inputs[0] = loaded.Data("Rows"))).ShouldBe([found]);
    }

    [Fact]
    public void It_takes_what_an_asset_takes_and_is_no_asset()
    {
        using var loaded = LoadedAssembly.Of(Types + """
            [Domain("shop")] public static class Shop
            {
                [Asset] public static Row[] Rows() => [];
                [Asset] public static Row[] Others() => [];
            }

            public sealed class Checks(IErp erp)
            {
                /// <summary>As the ERP says.</summary>
                [AssetCheck(typeof(Shop), nameof(Shop.Rows), Severity = CheckSeverity.Warning, Blocking = false)]
                public async Task<CheckResult> SameAsErp([Upstream(typeof(Shop), "Rows")] Table<Row> rows, [Upstream(typeof(Shop), "Others")] Row[] others, TimeProvider clock, CancellationToken ct) =>
                    await rows.CountAsync(ct) == others.Length + clock.GetUtcNow().Year + erp.Version.Length;

                [AssetCheck(typeof(Shop), nameof(Shop.Others))]
                public static CheckResult Plain() => true;
            }
            """);
        var check = loaded.Catalog.Checks[1];

        loaded.Catalog.Checks.Select(each => each.Name).ShouldBe(["Checks.Plain", "Checks.SameAsErp"]);
        loaded.Catalog.Checks[0].Checks.ShouldBe(new(new("shop/others"), "plain"));
        check.Checks.ShouldBe(new(new("shop/rows"), "same_as_erp") { Severity = CheckSeverity.Warning, IsBlocking = false, Description = "As the ERP says." });
        check.Outputs.ShouldBeEmpty();
        check.Inputs.Select(input => input.Key.Path).ShouldBe(["shop/rows", "shop/others"]);
        check.Resources.Select(resource => resource.Type.Name).ShouldBe(["IErp"]);
        loaded.Catalog.Steps.Select(step => step.Name).ShouldBe(["Shop.Others", "Shop.Rows"]);
    }
}
