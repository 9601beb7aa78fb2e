extern alias Analyzers;

using System.Runtime.CompilerServices;
using Analyzers::Dataplatform.Sdk.Analyzers.Extraction;
using Analyzers::Dataplatform.Sdk.Analyzers.Generators;
using Dataplatform.Sdk.Analyzers.Tests.Harness;

namespace Dataplatform.Sdk.Analyzers.Tests.Generation;

public sealed class IncrementalTests
{
    private const string Contracts = """
        [Contract] public sealed record Order(long Id, decimal Amount);
        [Contract] public sealed record Total(decimal Amount);
        """;

    private const string Sales = """
        [Domain("sales")]
        public static class SalesAssets
        {
            /// <summary>As they come.</summary>
            [Asset] public static IReadOnlyList<Order> Orders() => [new(1, 2m)];
            [Asset] public static Sql<Total> Totals(Table<Order> orders) => $"select sum(amount) as amount from {orders}";
        }
        """;

    private const string Marts = """
        public static class MartAssets
        {
            [Asset] public static int Count() { return 1; }
        }
        """;

    private const string Rest = "public static class Rest { public static int Twice(int x) => 2 * x; }";

    [Theory]
    [InlineData("Rest.cs", "2 * x", "x + x")]
    [InlineData("Rest.cs", "public static int Twice(int x)", "public static long Twice(long x, string more)")]
    [InlineData("Rest.cs", "public static class Rest", "\n\n// moved\n  public static class Rest")]
    [InlineData("Marts.cs", "return 1;", "var two = 2; return two;")]
    [InlineData("Marts.cs", "public static class MartAssets", "\n\n// moved\npublic static class MartAssets")]
    [InlineData("Sales.cs", "new(1, 2m)", "new(3, 4m)")]
    [InlineData("Contracts.cs", "[Contract] public sealed record Total", "\n\n// moved\n[Contract] public sealed record Total")]
    public void What_changes_nothing_writes_nothing(string file, string old, string @new)
    {
        var editor = Project().Edit(file, old, @new);

        editor.Written().ShouldBe(0);
        editor.Result.TrackedSteps.Where(step => TrackingNames.All.Contains(step.Key) && step.Key != TrackingNames.Declarations)
            .SelectMany(step => step.Value).SelectMany(step => step.Outputs)
            .ShouldAllBe(output => output.Reason == Microsoft.CodeAnalysis.IncrementalStepRunReason.Cached || output.Reason == Microsoft.CodeAnalysis.IncrementalStepRunReason.Unchanged);
        editor.Files().ShouldBe(editor.FilesFromScratch());
    }

    [Theory]
    [InlineData("Sales.cs", "(Table<Order> orders)", "(Table<Order> orders, [After(\"x\")] Table<Total> totals)")]
    [InlineData("Contracts.cs", "Total(decimal Amount)", "Total(decimal Amount, string? Note)")]
    public void One_edit_writes_one_file(string file, string old, string @new)
    {
        var editor = Project().Edit(file, old, @new.Replace("[After(\"x\")] ", "[Self] ", StringComparison.Ordinal));

        editor.Written().ShouldBe(file == "Sales.cs" ? 2 : 1, "the steps of the class, and the registration if the graph has another edge");
        editor.Files().ShouldBe(editor.FilesFromScratch());
    }

    [Fact]
    public void A_key_press_within_a_body_or_a_signature_binds_one_file()
    {
        var reader = new DeclarationReader();
        var editor = Project();
        reader.Read(editor.Compilation, null, TestContext.Current.CancellationToken);
        var cold = reader.FilesBound;

        reader.Read(editor.Edit("Sales.cs", "2m", "3m").Compilation, null, TestContext.Current.CancellationToken);
        reader.Read(editor.Edit("Marts.cs", "int Count()", "int Count(CancellationToken stop)").Compilation, null, TestContext.Current.CancellationToken);
        reader.Read(editor.Edit("Rest.cs", "2 * x", "x").Compilation, null, TestContext.Current.CancellationToken);

        reader.Read(editor.Edit("Contracts.cs", "decimal Amount)", "decimal Amount, string? Note)").Compilation, null, TestContext.Current.CancellationToken);

        cold.ShouldBe(3, "the files with assets or contracts");
        reader.FilesBound.ShouldBe(cold + 3);
    }

    [Theory]
    [InlineData("Keys.cs", "Eu, Us }", "Eu, Us, Asia }", "Eu Us Asia")]
    [InlineData("Keys.cs", "PartitionFunction<Day, Day> { public override IEnumerable<Day>", "PartitionFunction<Day, Hour> { public override IEnumerable<Hour>", "Dataplatform.Sdk.Hour")]
    [InlineData("Daily.cs", "2024-01-01", "2024-06-01", "2024-06-01")]
    [InlineData("Daily.cs", "Lookback = 1", "Lookback = 2", "overlap|-2|0")]
    public void What_divides_an_asset_is_read_again_when_it_changes(string file, string old, string @new, string expected)
    {
        var editor = Editor.Open(
            ("Keys.cs", "using System.Collections.Generic; using Dataplatform.Sdk; public enum Region { Eu, Us } public sealed class Map : PartitionFunction<Day, Day> { public override IEnumerable<Day> Upstream(Day key) => []; }"),
            ("Daily.cs", """
            public static class Daily
            {
                [Asset, DailyPartitions("2024-01-01"), Partitions<Region>] public static Order[] Orders(Day day, Region region) => [];
                [Asset, DailyPartitions("2024-01-01")] public static int Count([Upstream(Lookback = 1)] Order[] orders) => 1;
                [Asset, DailyPartitions("2024-01-01")] public static int Mapped([Upstream(Map = typeof(Map))] Order[] orders) => 1;
            }
            """),
            ("Contracts.cs", Contracts));
        editor.Files().Values.ShouldAllBe(text => !text.Contains(expected, StringComparison.Ordinal));

        editor.Edit(file, old, @new);

        editor.Files().Values.ShouldContain(text => text.Contains(expected, StringComparison.Ordinal));
        editor.Files().ShouldBe(editor.FilesFromScratch());
    }

    [Fact]
    public void The_order_of_files_does_not_matter()
    {
        var (one, other) = (Project(), Editor.Open(("Rest.cs", Rest), ("Marts.cs", Marts), ("Contracts.cs", Contracts), ("Sales.cs", Sales)));

        one.Files().ShouldBe(other.Files());
    }

    [Fact]
    public void Parts_of_one_declaration_count_once()
    {
        var editor = Editor.Open(
            ("A.cs", "[Domain(\"a\")] public static partial class Parts { [Asset] public static partial int One(); } [Contract] public sealed partial record Row(int Id);"),
            ("B.cs", "public static partial class Parts { public static partial int One() => 1; [Asset] public static int Two() => 2; } public sealed partial record Row { public int Twice => 2 * Id; }"));

        editor.Files().Single(file => file.Key.StartsWith("Parts.Steps", StringComparison.Ordinal)).Value.Split("step One\n").Length.ShouldBe(2);
        editor.Files().Keys.Count(name => name.StartsWith("Row", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("using Daily = Dataplatform.Sdk.AssetAttribute;", "")]
    [InlineData("", "global using Daily = Dataplatform.Sdk.AssetAttribute;")]
    public void An_attribute_is_known_under_another_name(string local, string global)
    {
        var editor = Editor.Open(("Other.cs", "public static class Other { }"), ("A.cs", "public static class A { [Daily] public static int One() => 1; }"));
        var without = editor.Files().Count;
        editor.Change(compilation => compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], Compiled.Tree(
            local + "public static class A { [Daily] public static int One() => 1; }", "A.cs")));
        editor.Change(compilation => compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Compiled.Tree(global, "Other.cs")));

        editor.Files().Count.ShouldBeGreaterThan(without);
        editor.Files().ShouldBe(editor.FilesFromScratch());
    }

    [Fact]
    public void A_step_that_cannot_be_read_does_not_hide_the_others()
    {
        var reader = new DeclarationReader((method, stop) => method.Name == "Orders" ? throw new InvalidOperationException("boom") : StepExtractor.Extract(method, stop)?.Step);

        var read = reader.Read(Project().Compilation, null, TestContext.Current.CancellationToken);

        read.Steps.Select(step => step.Method).ShouldBe(["Totals", "Count"], ignoreOrder: true);
        read.Contracts.Count.ShouldBe(2);
    }

    [Fact]
    public void No_two_files_have_one_name()
    {
        var editor = Editor.Open(("A.cs", """
            public static class A { [Asset] public static int One() => 1; public static class B { [Asset] public static int One() => 1; } [Asset] public static int Öne() => 1; }
            public static class a { [Asset] public static int One() => 1; [Asset] public static int one() => 1; [Asset] public static int One(CancellationToken stop) => 1; }
            public static class A_B { [Asset] public static int One() => 1; [Asset] public static int _ne() => 1; }
            namespace A1 { public static class B { [Asset] public static int One() => 1; } }
            """));

        editor.Files().Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(editor.Files().Count);
        editor.Result.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void An_old_compilation_is_let_go()
    {
        var editor = Project();

        var old = Forget(editor);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        old.IsAlive.ShouldBeFalse();
        editor.Files().ShouldNotBeEmpty();
    }

    [Fact]
    public void Models_are_equal_by_value()
    {
        var token = TestContext.Current.CancellationToken;
        var (one, other) = (new DeclarationReader().Read(Project().Compilation, null, token), new DeclarationReader().Read(Project().Compilation, null, token));
        var changed = new DeclarationReader().Read(Project().Edit("Contracts.cs", "long Id", "int Id").Compilation, null, token);

        one.ShouldBe(other);
        one.GetHashCode().ShouldBe(other.GetHashCode());
        changed.ShouldNotBe(one);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Forget(Editor editor) => editor.Forget();

    private static Editor Project() => Editor.Open(("Contracts.cs", Contracts), ("Sales.cs", Sales), ("Marts.cs", Marts), ("Rest.cs", Rest));
}
