using Dataplatform.Sdk.Analyzers.Tests.Harness;
using Dataplatform.Sdk.CodeFixes.Declarations;
using Dataplatform.Sdk.CodeFixes.Graph;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Tests.CodeFixes;

/// <summary>Every fix leaves a program that compiles and that no rule objects to.</summary>
public sealed class CodeFixTests
{
    private const string Types = """
        [Contract] public sealed record Row(int Id);
        [Contract] public sealed record Other(long Key);
        [Artifact] public sealed record Model(double Slope);
        public interface IApi;

        """;

    [Theory]
    [InlineData("[Asset] private static Row[] A() => [];", "[Asset] internal static Row[] A() => [];")]
    [InlineData("[Asset] public static Row[] A(ref IApi api) => [];", "[Asset] public static Row[] A(IApi api) => [];")]
    [InlineData("[Asset] public static External<Row> A(IApi x) => External.Table(\"a\", \"b\");", "[Asset] public static External<Row> A() => External.Table(\"a\", \"b\");")]
    [InlineData("[Asset] public static async void A() => await Task.Yield();", "[Asset] public static async Task A() => await Task.Yield();")]
    [InlineData("[Asset] public static (Row[] X, Model Y)? A() => ([], new(1));", "[Asset] public static (Row[] X, Model Y) A() => ([], new(1));")]
    [InlineData("[Asset] public static Row[] R() => []; [Asset] public static Row[] A(Sql<Row> r) => [];", "[Asset] public static Row[] R() => []; [Asset] public static Row[] A(Table<Row> r) => [];")]
    [InlineData("[Asset] public static Row[] R() => []; [Asset] public static Row[] A(Row r) => [];", "[Asset] public static Row[] R() => []; [Asset] public static Row[] A(IReadOnlyList<Row> r) => [];")]
    [InlineData("[Asset] public static Row[] R() => []; [Asset] public static Row[] A(HashSet<Row> r) => [];", "[Asset] public static Row[] R() => []; [Asset] public static Row[] A(IReadOnlyList<Row> r) => [];")]
    [InlineData("[Asset] public static int Limit() => 1; [Asset] public static Row[] A(int limit) => [];", "[Asset] public static int Limit() => 1; [Asset] public static Row[] A([Upstream] int limit) => [];")]
    [InlineData("[Asset] public static Row[] A([Self] Table<Row> a) => [];", "[Asset] public static Row[] A([Self] Table<Row>? a) => [];")]
    [InlineData("[Asset] public static Row[] R() => []; [Asset] public static Sql<Row> A(IReadOnlyList<Row> r) => $\"select 1\";", "[Asset] public static Row[] R() => []; [Asset] public static Sql<Row> A(Table<Row> r) => $\"select 1\";")]
    [InlineData("[Asset(As = Materialize.View)] public static Row[] A() => [];", "[Asset] public static Row[] A() => [];")]
    [InlineData("[Asset(Group = \"g\", As = Materialize.View)] public static Row[] A() => [];", "[Asset(Group = \"g\")] public static Row[] A() => [];")]
    [InlineData("[Asset(As = Materialize.View)] public static Sql<Row> A([Self] Table<Row>? a) => $\"select 1\";", "[Asset] public static Sql<Row> A([Self] Table<Row>? a) => $\"select 1\";")]
    [InlineData("[Asset] public static Row[] RawOrders() => []; [Asset] public static Row[] A(Row[] rawOrder) => rawOrder;", "[Asset] public static Row[] RawOrders() => []; [Asset] public static Row[] A(Row[] rawOrders) => rawOrders;")]
    [InlineData("[Asset] public static Row[] SalesOrders() => []; [Asset] public static Row[] A(Row[] raw) => [.. raw, .. raw];", "[Asset] public static Row[] SalesOrders() => []; [Asset] public static Row[] A(Row[] salesOrders) => [.. salesOrders, .. salesOrders];")]
    [InlineData("[Asset] public static Row[] Orders() => []; [Asset] public static Row[] A([Upstream(\"Order\")] Row[] x) => x;", "[Asset] public static Row[] Orders() => []; [Asset] public static Row[] A([Upstream(nameof(Orders))] Row[] x) => x;")]
    [InlineData("[Asset] public static Row[] Orders() => []; [Asset, After(\"Order\")] public static Row[] A() => [];", "[Asset] public static Row[] Orders() => []; [Asset, After(nameof(Orders))] public static Row[] A() => [];")]
    [InlineData("[Asset] public static Row[] R() => []; [Asset] public static Row[] A(Other[] r) => [];", "[Asset] public static Row[] R() => []; [Asset] public static Row[] A(IReadOnlyList<Row> r) => [];")]
    [InlineData("[Asset] public static Row[] R() => []; [Asset] public static Sql<Row> A(Table<Other> r) => $\"from {r}\";", "[Asset] public static Row[] R() => []; [Asset] public static Sql<Row> A(Table<Row> r) => $\"from {r}\";")]
    [InlineData("[Asset] public static Model R() => new(1); [Asset] public static Row[] A(Row[] r) => [];", "[Asset] public static Model R() => new(1); [Asset] public static Row[] A(Model r) => [];")]
    [InlineData("[Asset] public static Row[] A(Row[] a) => [];", "[Asset] public static Row[] A([Self] Row[]? a) => [];")]
    [InlineData("[Asset, Retry(3, Delay = \"2x\")] public static Row[] A() => [];", "[Asset, Retry(3, Delay = \"2s\")] public static Row[] A() => [];")]
    [InlineData("[Asset, Timeout(\"1 hour 30 mins\")] public static Row[] A() => [];", "[Asset, Timeout(\"1h30m\")] public static Row[] A() => [];")]
    [InlineData("[Asset, Write(WriteMode.Merge, Key = \"ID\")] public static Row[] A() => [];", "[Asset, Write(WriteMode.Merge, Key = nameof(Row.Id))] public static Row[] A() => [];")]
    [InlineData("[Asset, Write(WriteMode.Merge, Keys = [\"Idd\"])] public static Row[] A() => [];", "[Asset, Write(WriteMode.Merge, Keys = [nameof(Row.Id)])] public static Row[] A() => [];")]
    [InlineData("[Asset, Write(WriteMode.Append)] public static Model A() => new(1);", "[Asset] public static Model A() => new(1);")]
    [InlineData("[Asset, Write(WriteMode.Append, Key = \"Id\")] public static Row[] A() => [];", "[Asset, Write(WriteMode.Append)] public static Row[] A() => [];")]
    public Task A_member_is_put_right(string wrong, string right) => CheckAsync(Class(wrong), Class(right));

    [Theory]
    [InlineData("public class Assets { [Asset] public Sql<Row> A() => $\"select 1\"; }", "public class Assets { [Asset] public static Sql<Row> A() => $\"select 1\"; }")]
    [InlineData("public abstract class Assets { [Asset] public Row[] A() => []; }", "public abstract class Assets { [Asset] public static Row[] A() => []; }")]
    [InlineData("public static class Outer { private static class Assets { [Asset] public static Row[] A() => []; } }", "public static class Outer { internal static class Assets { [Asset] public static Row[] A() => []; } }")]
    [InlineData("[Domain(\"Sales\")] public static class Assets { [Asset] public static Row[] A() => []; }", "[Domain(\"sales\")] public static class Assets { [Asset] public static Row[] A() => []; }")]
    [InlineData("[Contract] public abstract record New(int Id);", "[Contract] public record New(int Id);")]
    [InlineData("public static class Outer { [Contract] private sealed record New(int Id); }", "public static class Outer { [Contract] internal sealed record New(int Id); }")]
    public Task A_class_is_put_right(string wrong, string right) => CheckAsync(Compiled.Usings + Types + wrong, Compiled.Usings + Types + right);

    [Theory]
    [InlineData("[Asset] public static IEnumerable<Plain> A() => [];", 0, "[Contract]")]
    [InlineData("[Asset] public static List<Plain> A() => [];", 1, "[Artifact]")]
    [InlineData("[Asset] public static Sql<Plain> A() => $\"select 1\";", 0, "[Contract]")]
    public Task An_unmarked_type_gets_its_attribute(string member, int choice, string attribute) => CheckAsync(
        Class(member) + "public sealed record Plain(int Id);\n", Class(member) + "\n" + attribute + "\npublic sealed record Plain(int Id);\n", choice);

    [Fact]
    public Task An_asset_of_another_domain_is_named_and_its_namespace_imported() => CheckAsync(
        Compiled.Usings + """
        namespace Raw { [Contract] public sealed record Order(int Id); [Domain("raw")] public static class RawAssets { [Asset] public static Order[] Orders() => []; } }
        namespace Sales { [Domain("sales")] public static class SalesAssets { [Asset] public static Raw.Order[] Cleaned(Raw.Order[] orders) => orders; } }
        """,
        Compiled.Usings.Replace("using Dataplatform.Sdk;", "using Dataplatform.Sdk;\nusing Raw;", StringComparison.Ordinal) + """
        namespace Raw { [Contract] public sealed record Order(int Id); [Domain("raw")] public static class RawAssets { [Asset] public static Order[] Orders() => []; } }
        namespace Sales { [Domain("sales")] public static class SalesAssets { [Asset] public static Raw.Order[] Cleaned([Upstream(typeof(RawAssets), nameof(RawAssets.Orders))] Raw.Order[] orders) => orders; } }
        """);

    [Theory]
    [InlineData(0, "[Upstream(typeof(F), nameof(F.Rows))] ")]
    [InlineData(1, "[Upstream(typeof(G), \"Rows\")] ")]
    public Task Each_domain_that_has_the_name_is_one_fix(int choice, string attribute) => CheckAsync(Domains(string.Empty), Domains(attribute), choice);

    [Fact]
    public Task After_names_the_asset_of_another_domain() => CheckAsync(
        Class("[Asset, After(\"Gone\")] public static Row[] A() => [];") + "[Domain(\"f\")] public static class F { [Asset] public static Row[] Gone() => []; }\n",
        Class("[Asset, After(typeof(F), nameof(F.Gone))] public static Row[] A() => [];") + "[Domain(\"f\")] public static class F { [Asset] public static Row[] Gone() => []; }\n");

    [Fact]
    public async Task An_asset_of_a_referenced_assembly_is_named_by_its_class()
    {
        var library = Compiled.Clean("""
            namespace Acme { [Contract] public sealed record Order(long Id); [Domain("raw")] public static class RawAssets { [Asset] public static Order[] Orders() => []; } }
            """, "Acme.Raw").Reference();
        await CheckAsync(
            Compiled.Usings + "public static class Assets { [Asset] public static Acme.Order[] A(Acme.Order[] orders) => orders; }\n",
            Compiled.Usings.Replace("using Dataplatform", "using Acme;\nusing Dataplatform", StringComparison.Ordinal) + "public static class Assets { [Asset] public static Acme.Order[] A([Upstream(typeof(RawAssets), nameof(RawAssets.Orders))] Acme.Order[] orders) => orders; }\n",
            0, library);
    }

    [Theory]
    [InlineData(0, "[Asset, DailyPartitions(\"2024-01-01\", TimeZone = \"Europe/Vienna\")]", "")]
    [InlineData(1, "[Asset, DailyPartitions(\"2024-01-01\", TimeZone = \"Asia/Tokyo\")]", "[Upstream(Partitions = UpstreamPartitions.Overlapping)] ")]
    public Task Days_of_two_zones_get_one_zone_or_overlap(int choice, string attributes, string upstream) => CheckAsync(
        Class("[Asset, DailyPartitions(\"2024-01-01\", TimeZone = \"Europe/Vienna\")] public static Row[] R() => []; [Asset, DailyPartitions(\"2024-01-01\", TimeZone = \"Asia/Tokyo\")] public static int A(Row[] r) => 1;"),
        Class($"[Asset, DailyPartitions(\"2024-01-01\", TimeZone = \"Europe/Vienna\")] public static Row[] R() => []; {attributes} public static int A({upstream}Row[] r) => 1;"),
        choice);

    [Theory]
    [InlineData(0, "All")]
    [InlineData(1, "Latest")]
    public Task What_has_nothing_in_common_is_read_whole_or_the_latest(int choice, string partitions) => CheckAsync(
        Class("[Asset, DailyPartitions(\"2024-01-01\")] public static Row[] R() => []; [Asset, DynamicPartitions(\"shops\")] public static int A([Upstream(\"R\")] Row[] rows) => 1;"),
        Class($"[Asset, DailyPartitions(\"2024-01-01\")] public static Row[] R() => []; [Asset, DynamicPartitions(\"shops\")] public static int A([Upstream(\"R\", Partitions = UpstreamPartitions.{partitions})] Row[] rows) => 1;"),
        choice);

    [Fact]
    public Task What_is_said_of_partitions_stays_when_an_asset_is_named() => CheckAsync(
        Class("[Asset, DailyPartitions(\"2024-01-01\")] public static Row[] Rows() => []; [Asset, DailyPartitions(\"2024-01-01\")] public static int A([Upstream(\"Row\", Lookback = 7)] Row[] x) => 1;"),
        Class("[Asset, DailyPartitions(\"2024-01-01\")] public static Row[] Rows() => []; [Asset, DailyPartitions(\"2024-01-01\")] public static int A([Upstream(nameof(Rows), Lookback = 7)] Row[] x) => 1;"));

    [Fact]
    public Task Pairs_of_keys_are_taken_away_with_the_rest() => CheckAsync(
        Class("[Asset] public static Row[] R() => []; [Asset, Partitions<DayOfWeek>] public static int A([MapKey(DayOfWeek.Monday, DayOfWeek.Monday), MapKey(DayOfWeek.Tuesday, DayOfWeek.Monday), MapKey(DayOfWeek.Wednesday, DayOfWeek.Monday), MapKey(DayOfWeek.Thursday, DayOfWeek.Monday), MapKey(DayOfWeek.Friday, DayOfWeek.Monday), MapKey(DayOfWeek.Saturday, DayOfWeek.Monday), MapKey(DayOfWeek.Sunday, DayOfWeek.Monday)] Row[] r) => 1;"),
        Class("[Asset] public static Row[] R() => []; [Asset, Partitions<DayOfWeek>] public static int A(Row[] r) => 1;"));

    [Fact]
    public async Task All_places_are_put_right_at_once()
    {
        using var bench = Bench(Class("[Asset] private static Row[] A() => []; [Asset] private static Row[] B() => [];"));
        var diagnostic = (await bench.DiagnosticsAsync())[0];
        await bench.FixAllAsync("DP0001", (await bench.ActionsAsync(diagnostic))[0].EquivalenceKey!);
        (await bench.TextAsync()).ShouldBe(Class("[Asset] internal static Row[] A() => []; [Asset] internal static Row[] B() => [];"));
        (await bench.DiagnosticsAsync()).ShouldBeEmpty();
    }

    private static string Class(string members) => Compiled.Usings + Types + $"public static class Assets {{ {members} }}\n";

    private static string Domains(string attribute) => Class($"[Asset] public static Row[] A({attribute}Row[] rows) => rows;") + """
        [Domain("f")] public static class F { [Asset] public static Row[] Rows() => []; }
        [Domain("g")] public static class G { [Asset] public static (Row[] Rows, Model Fit) Both() => ([], new(1)); }

        """;

    private static Workbench Bench(string source, params MetadataReference[] references) => new(source, references, new DeclarationCodeFix(), new GraphCodeFix());

    private static async Task CheckAsync(string wrong, string right, int choice = 0, params MetadataReference[] references)
    {
        using var bench = Bench(wrong, references);
        var diagnostic = (await bench.DiagnosticsAsync()).ShouldHaveSingleItem();
        await bench.ApplyAsync((await bench.ActionsAsync(diagnostic))[choice]);
        (await bench.TextAsync()).ShouldBe(right);
        (await bench.DiagnosticsAsync()).ShouldBeEmpty();
    }
}
