extern alias Analyzers;

using Analyzers::Dataplatform.Sdk.Ledger.Rules;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Tests.Ledger;

public sealed class LockFileTests
{
    private const string Program = """
        [Contract] public sealed record Row(int Id, string? Note);
        [Domain("shop")] public static class ShopAssets { [Asset] public static Row[] Orders() => []; }
        """;

    private static readonly LedgerProject Project = new(Program);

    [Fact]
    public void The_order_of_lines_and_lines_that_come_twice_mean_nothing()
    {
        var text = Project.Lock();
        var merged = string.Join("\r\n", text.Split('\n').Reverse().Concat(text.Split('\n')));

        LockText.Write(LockReader.Read(merged)).ShouldBe(text);
        Project.Diagnostics(merged).ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_lock_nothing_is_promised() => Project.Diagnostics(locked: null).ShouldBeEmpty();

    [Fact]
    public void An_empty_lock_promises_nothing_yet()
    {
        var told = Project.Diagnostics(string.Empty).ShouldHaveSingleItem();
        told.Id.ShouldBe("DP4015");
        told.Severity.ShouldBe(DiagnosticSeverity.Info);
    }

    [Theory]
    [InlineData("<<<<<<< HEAD", "A merge was not finished here. Keep the lines of both sides and remove this one: the order of the lines does not matter.")]
    [InlineData("shop/orders is effect", "There are two different lines for 'shop/orders', what it is. Keep the one that is right.")]
    [InlineData("shop/orders column id text", "There are two different lines for 'shop/orders', column 'id'. Keep the one that is right.")]
    [InlineData("shop/orders smells good", "'smells good' is not known to this version of Dataplatform.Sdk. Update it, or write the file with 'dotnet build -t:LockContracts'.")]
    [InlineData("nonsense", "'nonsense' is no fact of an asset, such as 'sales/orders column amount decimal(12,2)'. Write the file with 'dotnet build -t:LockContracts'.")]
    [InlineData("shop/orders version two", "'version two' is not known to this version of Dataplatform.Sdk. Update it, or write the file with 'dotnet build -t:LockContracts'.")]
    [InlineData("shop/other column id int32", "It says nowhere what 'shop/other' is: 'is table', 'is value …' or 'is effect'. Write the file with 'dotnet build -t:LockContracts'.")]
    [InlineData("shop/orders retired", "'shop/orders' is an asset and retired as well. Keep one of both.")]
    public void What_cannot_be_read_is_told_at_its_line_and_nothing_else(string line, string message)
    {
        var text = Project.Lock() + line + "\n";
        var told = Project.Diagnostics(text).ShouldHaveSingleItem();

        told.Id.ShouldBe("DP4014");
        told.GetMessage().ShouldBe(message);
        told.Location.GetLineSpan().Path.ShouldBe(LedgerProject.LockPath);
        text.Split('\n')[told.Location.GetLineSpan().StartLinePosition.Line].ShouldBe(line);
    }

    [Fact]
    public void What_is_gone_stays_as_retired_and_its_name_is_not_free()
    {
        var project = new LedgerProject(Program.Replace("Row[] Orders", "Row[] Sales", StringComparison.Ordinal).Replace(", string? Note", string.Empty, StringComparison.Ordinal));
        var text = project.Lock(Project.Lock());
        text.ShouldContain("\nshop/orders retired\n");
        text.ShouldNotContain("shop/orders column");

        Project.Diagnostics(text).Select(told => told.Id + " " + told.GetMessage()).ShouldBe(
        [
            "DP4011 'shop/orders' was retired, and its key is used again. A reader of the old one would take it for the same: choose another name, or record it with 'dotnet build -t:LockContracts -p:AcceptContractChanges=true'.",
            "DP4001 'shop/sales' is gone. Its readers were promised it: bring it back, put [RenamedFrom(\"sales\")] on it if it has another name now, or record it with 'dotnet build -t:LockContracts -p:AcceptContractChanges=true'.",
        ]);
        Project.Lock(text).ShouldContain("shop/sales retired\n");
        Project.Lock(text).ShouldContain("shop/orders is table\n");
    }

    [Fact]
    public void A_retired_column_comes_back_as_what_it_was()
    {
        var without = new LedgerProject(Program.Replace(", string? Note", string.Empty, StringComparison.Ordinal)).Lock(Project.Lock());
        without.ShouldContain("shop/orders retired-column note text?\n");

        var told = Project.Diagnostics(without).ShouldHaveSingleItem();
        told.GetMessage().ShouldStartWith("Column 'note' of 'shop/orders' is new.");
        Project.Lock(without).ShouldBe(Project.Lock());
        new LedgerProject(Program.Replace("string? Note", "int Note", StringComparison.Ordinal)).Diagnostics(without).ShouldHaveSingleItem().GetMessage()
            .ShouldStartWith("Column 'note' of 'shop/orders' was text? until it was retired, and comes back as int32.");
    }

    [Fact]
    public void A_name_before_is_written_beside_the_one_now()
    {
        var text = new LedgerProject(Program.Replace("[Asset]", "[Asset, RenamedFrom(\"Orders\")]", StringComparison.Ordinal).Replace("Row[] Orders", "Row[] Sales", StringComparison.Ordinal).Replace("string? Note", "[RenamedFrom(\"Note\")] string? Text", StringComparison.Ordinal))
            .Lock(Project.Lock(), accepts: false);

        text.ShouldContain("shop/orders retired for shop/sales\n");
        text.ShouldContain("shop/sales retired-column note text? for text\n");
    }

    [Fact]
    public void A_change_that_is_not_accepted_is_not_written()
    {
        var text = new LedgerProject(Program.Replace("int Id, string? Note", "long Id, string? Note, int More", StringComparison.Ordinal)).Lock(Project.Lock(), accepts: false);

        text.ShouldContain("shop/orders column id int32\n");
        text.ShouldContain("shop/orders column more int32\n");
    }

    [Fact]
    public void A_check_is_a_promise()
    {
        var before = LockReader.Read(Project.Lock() + "shop/orders check totals_are_positive\n");
        var change = ContractComparison.Compare(before, LockReader.Read(Project.Lock()).Assets).ShouldHaveSingleItem();

        (change.Kind, change.Impact, ContractRules.Id(change)).ShouldBe((ContractChangeKind.CheckGone, ContractImpact.Major, "DP4010"));
        ContractComparison.Compare(LockReader.Read(Project.Lock()), before.Assets).ShouldHaveSingleItem().Impact.ShouldBe(ContractImpact.Minor);
        Project.Diagnostics(LockText.Write(before)).ShouldHaveSingleItem().Id.ShouldBe("DP4010");
    }

    [Fact]
    public void Names_of_any_kind_are_one_word()
    {
        var project = new LedgerProject("""
            [Contract] public sealed record Row([Column("My Column")] int Id, [Column("a.b[c]%")] string? Note, [Column("größe 😀")] int Size);
            [Domain("shop")] public static class ShopAssets { [Asset] public static Row[] Orders() => []; }
            """);
        var text = project.Lock();

        text.ShouldContain("shop/orders column My%0020Column int32\n");
        LockText.Write(LockReader.Read(text)).ShouldBe(text);
        project.Diagnostics(text).ShouldBeEmpty();
        new LedgerProject("""
            [Contract] public sealed record Row([Column("My Column")] long Id, [Column("a.b[c]%")] string? Note, [Column("größe 😀")] int Size);
            [Domain("shop")] public static class ShopAssets { [Asset] public static Row[] Orders() => []; }
            """).Diagnostics(text).ShouldHaveSingleItem().GetMessage().ShouldStartWith("Column 'My Column' of 'shop/orders' was int32");
    }

    [Fact]
    public void A_method_that_is_half_written_breaks_no_promise()
    {
        var text = Project.Lock();
        new LedgerProject(Program.Replace("Row[] Orders() => [];", "Row[] Orders(", StringComparison.Ordinal)).Diagnostics(text).ShouldNotContain(told => told.Id.StartsWith("DP4", StringComparison.Ordinal));
        new LedgerProject(Program.Replace("int Id,", "Unknown Id,", StringComparison.Ordinal)).Diagnostics(text).ShouldNotContain(told => told.Id.StartsWith("DP4", StringComparison.Ordinal));
    }

    [Fact]
    public void A_build_that_writes_the_lock_says_only_what_keeps_it_from_doing_so()
    {
        var project = new LedgerProject(Program.Replace("int Id, string? Note", "long Id, string? Note, int More", StringComparison.Ordinal));

        project.Diagnostics(Project.Lock(), null, ("LockContracts", "true")).ShouldHaveSingleItem().Id.ShouldBe("DP4005");
        project.Diagnostics(Project.Lock(), null, ("LockContracts", "true"), ("AcceptContractChanges", "true")).ShouldBeEmpty();
        project.Diagnostics(Project.Lock(), null, ("AcceptContractChanges", "true")).Count.ShouldBe(2, "an ordinary build accepts nothing");
    }

    [Fact]
    public void A_reader_of_what_has_ended_fails_only_when_the_build_knows_the_day()
    {
        var project = new LedgerProject("""
            [Contract] public sealed record Row(int Id);
            public static class ShopAssets { [Asset, Retires("2027-12-31")] public static Row[] Orders() => []; [Asset] public static int Count(Row[] orders) => 1; }
            """);

        project.Diagnostics(null, null, ("ContractsToday", "2027-12-31")).ShouldHaveSingleItem().Id.ShouldBe("DP4017");
        var over = project.Diagnostics(null, null, ("ContractsToday", "2028-01-01")).ShouldHaveSingleItem();
        (over.Id, over.GetMessage()).ShouldBe(("DP4018", "Parameter 'orders' of 'ShopAssets.Count' reads the asset 'shop/orders', which was made until 2027-12-31."));
        project.Diagnostics(null).ShouldHaveSingleItem().Severity.ShouldBe(DiagnosticSeverity.Warning);
    }

    [Fact]
    public void The_text_of_a_lock_is_read_once_for_many_compilations()
    {
        var file = new ProjectFile(LedgerProject.LockPath, Project.Lock());
        for (var i = 0; i < 5; i++)
        {
            new LedgerProject(Program + $"// {i}").Diagnostics([file]).ShouldBeEmpty();
        }

        file.Readings.ShouldBe(1);
    }
}
