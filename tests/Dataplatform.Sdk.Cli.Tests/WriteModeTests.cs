using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Cli.Tests.Fakes;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Cli.Tests;

public sealed class WriteModeTests
{
    private static readonly WritePolicy Merge = new() { Mode = WriteMode.Merge, Key = ["value"] };

    private static AssetCatalog Catalog => new("Kept",
    [
        new StepDefinition
        {
            DeclaringType = typeof(WriteModeTests),
            Method = nameof(Kept),
            Outputs = [new AssetDefinition { Key = new("erp/kept"), Kind = ValueKind.Rows, ValueType = "long", Rows = NumberCodec.Instance, Write = Merge }],
            Invoke = run => run.RowsAsync<long>(0, Kept()),
        },
    ]);

    private static AssetCatalog Partitioned => new("Divided",
    [
        new StepDefinition
        {
            DeclaringType = typeof(WriteModeTests),
            Method = nameof(Kept),
            Partitions = new(new EnumDimension("region", "Regions", "Eu Us")),
            Outputs = [new AssetDefinition { Key = new("erp/divided"), Kind = ValueKind.Rows, ValueType = "long", Rows = NumberCodec.Instance }],
            Invoke = run => run.RowsAsync<long>(0, Kept()),
        },
    ]);

    [Fact]
    public async Task The_plan_says_what_will_be_altered_and_what_will_fail()
    {
        var run = Run();
        run.Store.Alterations =
        [
            new(ColumnAlterationKind.Add, "note", "VARCHAR"),
            new(ColumnAlterationKind.Drop, "old", "BIGINT"),
            new(ColumnAlterationKind.Convert, "value", "UUID") { Refusal = "Column 'value' is BIGINT." },
        ];

        (await run.RunAsync("plan", "--select", "erp/kept")).ShouldBe(ExitCodes.Done);

        run.Console.Out.ShouldBe(
            """
            Plan for key:erp/kept: 1 step, 1 asset

            1. erp/kept (table, merge by value)
               by WriteModeTests.Kept; selected
               adds 'note' (VARCHAR)
               drops 'old' (BIGINT) and its values
               will fail: Column 'value' is BIGINT.

            """);
    }

    [Fact]
    public async Task What_keeps_rows_of_earlier_runs_is_not_rolled_back()
    {
        var run = Run();

        (await run.RunAsync("rollback", "erp/kept", "--yes")).ShouldBe(ExitCodes.UserMistake);

        run.Console.Error.ShouldBe(
            "error: 'erp/kept' keeps rows of earlier runs (merge by value), and the next run would go on without those of the run that was rolled back. Correct it with another run, or make it from nothing: materialize --select erp/kept --full-refresh\n");
    }

    [Fact]
    public async Task What_has_partitions_of_many_runs_is_not_rolled_back()
    {
        var run = new TestRun { Configure = builder => builder.AddCatalog(Partitioned) };

        (await run.RunAsync("rollback", "erp/divided", "--yes")).ShouldBe(ExitCodes.UserMistake);

        run.Console.Error.ShouldBe(
            "error: 'erp/divided' is partitioned: a version holds partitions of many runs, and going back would undo them all. Make those again that are wrong: materialize --select erp/divided --partition <key>\n");
    }

    [Fact]
    public async Task Programs_get_the_alterations_too()
    {
        var run = Run();
        run.Store.Alterations = [new(ColumnAlterationKind.Add, "note", "VARCHAR") { Refusal = "no" }];

        (await run.RunAsync("plan", "--select", "erp/kept", "--json")).ShouldBe(ExitCodes.Done);

        run.Console.Out.ShouldContain("""
            "alterations":[{"asset":"erp/kept","kind":"add","column":"note","type":"VARCHAR","refusal":"no"}]
            """);
    }

    [Fact]
    public async Task A_store_that_cannot_be_asked_is_said_and_the_plan_is_made()
    {
        var run = Run();
        run.Store.Opening = () => throw new DataplatformException("It is locked.");

        (await run.RunAsync("plan", "--select", "erp/kept")).ShouldBe(ExitCodes.Done);

        run.Console.Out.ShouldContain("columns could not be compared: It is locked.");
    }

    [Fact]
    public async Task Only_assets_that_keep_rows_open_a_store_for_a_plan_and_only_one_that_exists()
    {
        var run = Run();
        (await run.RunAsync("plan", "--select", "shop/raw_orders")).ShouldBe(ExitCodes.Done);
        run.Store.IsOpen.ShouldBeFalse();

        run.Store.Exists = false;
        (await run.RunAsync("plan", "--select", "erp/kept")).ShouldBe(ExitCodes.Done);
        run.Store.IsOpen.ShouldBeFalse();

        run.Store.Exists = true;
        (await run.RunAsync("plan", "--select", "erp/kept", "--full-refresh")).ShouldBe(ExitCodes.Done);
        run.Store.IsOpen.ShouldBeFalse("nothing is compared with what goes anyway");
        run.Console.Out.ShouldContain("from nothing: rows of earlier runs go");

        (await run.RunAsync("plan", "--select", "erp/kept")).ShouldBe(ExitCodes.Done);
        run.Store.IsOpen.ShouldBeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_store_is_told_how_to_write(bool fullRefresh)
    {
        var run = Run();

        (await run.RunAsync(["materialize", "--select", "erp/kept", .. fullRefresh ? ["--full-refresh"] : Array.Empty<string>()])).ShouldBe(ExitCodes.Done);

        run.Store.Targets.Single().Write.ShouldBe(Merge);
        run.Store.Targets.Single().FullRefresh.ShouldBe(fullRefresh);
    }

    private static TestRun Run() => new() { Configure = builder => builder.AddCatalog(Catalog) };

    private static long[] Kept() => [1, 2];
}
