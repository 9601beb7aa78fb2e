using Dataplatform.Sdk.Analyzers.Tests.Harness;
using Dataplatform.Sdk.Analyzers.Tests.Ledger;
using Dataplatform.Sdk.CodeFixes.Ledger;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Dataplatform.Sdk.Analyzers.Tests.CodeFixes;

public sealed class LedgerFixTests
{
    private const string Before = """
        [Contract] public sealed record Row(int Id, string? Note);
        [Domain("shop")]
        public static class ShopAssets
        {
            [Asset] public static Row[] Orders() => [];
            [Asset] public static Row[] Returns() => [];
        }
        """;

    private static readonly string Promised = new LedgerProject(Before).Lock();

    [Fact]
    public async Task A_column_that_is_gone_is_recorded_for_all_assets_that_had_it()
    {
        using var bench = Open(Before.Replace(", string? Note", string.Empty, StringComparison.Ordinal));
        var gone = (await bench.DiagnosticsAsync()).ShouldHaveSingleItem();

        await bench.ApplyAsync((await bench.ActionsAsync(gone)).Single(action => action.Title == "Record it in contracts.lock"));

        (await bench.LockTextAsync()).ShouldContain("shop/orders retired-column note text?\n");
        (await bench.LockTextAsync()).ShouldContain("shop/returns retired-column note text?\n");
        (await bench.DiagnosticsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_column_that_has_another_name_is_given_its_old_one()
    {
        using var bench = Open(Before.Replace("string? Note", "int More, string? Remark", StringComparison.Ordinal));
        var gone = (await bench.DiagnosticsAsync()).Single(told => told.Id == "DP4004");

        var actions = await bench.ActionsAsync(gone);
        actions.Select(action => action.Title).ShouldBe(["Say that 'Remark' was 'note'", "Say that 'More' was 'note'", "Record it in contracts.lock"]);
        await bench.ApplyAsync(actions[0]);

        (await bench.TextAsync()).ShouldContain("[RenamedFrom(\"note\")] string? Remark");
        (await bench.DiagnosticsAsync()).ShouldAllBe(told => told.Id == "DP4015");
    }

    [Fact]
    public async Task An_asset_that_has_another_name_is_given_its_old_one()
    {
        using var bench = Open(Before.Replace("Row[] Returns", "Row[] Refunds", StringComparison.Ordinal));
        var gone = (await bench.DiagnosticsAsync()).Single(told => told.Id == "DP4001");

        var actions = await bench.ActionsAsync(gone);
        actions.Select(action => action.Title).ShouldBe(["Say that 'Refunds' was 'returns'", "Record it in contracts.lock"]);
        await bench.ApplyAsync(actions[0]);

        (await bench.TextAsync()).ShouldContain("[Asset, RenamedFrom(\"returns\")] public static Row[] Refunds()");
        (await bench.DiagnosticsAsync()).ShouldHaveSingleItem().Id.ShouldBe("DP4015");
    }

    [Fact]
    public async Task An_asset_of_another_domain_is_given_the_whole_old_key()
    {
        using var bench = Open(Before.Replace("[Asset] public static Row[] Returns() => [];", "} [Domain(\"crm\")] public static class CrmAssets { [Asset] public static Row[] Returns() => [];", StringComparison.Ordinal));
        var gone = (await bench.DiagnosticsAsync()).Single(told => told.Id == "DP4001");

        await bench.ApplyAsync((await bench.ActionsAsync(gone))[0]);

        (await bench.TextAsync()).ShouldContain("RenamedFrom(\"shop/returns\")");
    }

    [Fact]
    public async Task One_change_is_recorded_without_the_others()
    {
        using var bench = Open(Before.Replace("int Id, string? Note", "long Id, string? Note, int More", StringComparison.Ordinal));
        var more = (await bench.DiagnosticsAsync()).Single(told => told.Id == "DP4015");

        await bench.ApplyAsync((await bench.ActionsAsync(more)).ShouldHaveSingleItem());

        (await bench.LockTextAsync()).ShouldContain("shop/orders column more int32\n");
        (await bench.LockTextAsync()).ShouldContain("shop/orders column id int32\n");
        (await bench.DiagnosticsAsync()).ShouldHaveSingleItem().Id.ShouldBe("DP4005");
    }

    [Fact]
    public async Task All_changes_of_a_project_are_recorded_at_once()
    {
        using var bench = Open(Before.Replace("int Id, string? Note", "long Id, int More", StringComparison.Ordinal).Replace("[Asset] public static Row[] Returns() => [];", string.Empty, StringComparison.Ordinal));
        var found = await bench.DiagnosticsAsync();
        found.Count.ShouldBe(4);
        var context = new FixAllContext(
            bench.Current, new LedgerCodeFix(), FixAllScope.Project, LedgerCodeFix.RecordKey, found.Select(told => told.Id).Distinct(), new Workbench.Found([.. found]), TestContext.Current.CancellationToken);

        await bench.ApplyAsync((await new LedgerCodeFix().GetFixAllProvider().GetFixAsync(context))!);

        (await bench.DiagnosticsAsync()).ShouldBeEmpty();
        (await bench.LockTextAsync()).ShouldContain("shop/returns retired\n");
    }

    private static Workbench Open(string source) => new(Compiled.Usings + source, [], new LedgerCodeFix()) { Lock = Promised };
}
