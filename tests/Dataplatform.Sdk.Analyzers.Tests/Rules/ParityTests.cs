using System.Text;
using Dataplatform.Sdk.Analyzers.Tests.Harness;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Analyzers.Tests.Rules;

/// <summary>The compiler and a running app must say the same of a graph, in the same words.</summary>
public sealed class ParityTests
{
    private const string Types = """
        [Contract] public sealed record Row(int Id);
        [Contract] public sealed record Other(long Key);
        [Artifact] public sealed record Model(double Slope);

        """;

    [Theory]
    [InlineData("[Asset] public static Row[] A() => []; [Asset] public static Row[] B(Row[] a) => a;", 0)]
    [InlineData("[Asset] public static Row[] RawOrders() => []; [Asset] public static Row[] B(Row[] rawOrder, Other[] rawOrders) => [];", 2)]
    [InlineData("[Asset] public static Row[] A(Row[] b) => b; [Asset] public static Row[] B(Row[] c) => c; [Asset] public static Row[] C(Row[] a) => a;", 1)]
    [InlineData("[Asset] public static Row[] A(Row[] b, Row[] c) => b; [Asset] public static Row[] B(Row[] a) => a; [Asset] public static Row[] C(Row[] a) => a;", 1)]
    [InlineData("[Asset] public static Row[] Ab() => []; [Asset] public static Other[] AB() => []; [Asset] public static Row[] a_b() => []; [Asset] public static Row[] C(Row[] ab) => ab;", 2)]
    [InlineData("[Asset] public static Row[] A(Row[] a, [Self] Other[]? x) => [];", 2)]
    [InlineData("[Asset, After(\"Gone\", \"B\")] public static void A() { } [Asset, After(\"A\")] public static Row[] B(Model a) => [];", 3)]
    [InlineData("[Asset] public static (Row[] P, Model? Q, int R) A(Row[] p, Other[] gone) => ([], null, 1); [Asset] public static Row[] X(Row[] q, [Upstream] Model r, [Upstream] string? p) => [];", 5)]
    [InlineData("[Asset] public static (Row[] P, Other[] Q) A([Self] Row[]? p, [Self] Row[]? q) => ([], []);", 1)]
    [InlineData("[Asset] public static External<Row> E() => External.Table(\"a\", \"b\"); [Asset(As = Materialize.View)] public static Sql<Other> V(Table<Other> e) => $\"from {e}\";", 1)]
    [InlineData("[Asset] public static External<Row> E() => External.Table(\"a\", \"b\"); [Observe(\"E\")] public static string V(Table<Row> e) => \"v\";", 0)]
    [InlineData("[Asset] public static External<Row> Orders() => External.Table(\"a\", \"b\"); [Observe(\"Order\")] public static string V(Table<Row> ordres) => \"v\";", 2)]
    [InlineData("[Asset] public static Row[] A() => []; [Observe(\"A\")] public static string V() => \"v\";", 1)]
    [InlineData("[Asset] public static External<Row> E() => External.Table(\"a\", \"b\"); [Observe(\"E\")] public static string V() => \"v\"; [Observe(\"E\")] public static string W() => \"w\"; [Observe(\"E\")] public static string X(Model gone) => \"w\";", 3)]
    [InlineData("[Asset] public static Row[] A() => []; [AssetCheck(\"A\")] public static Sql C(Table<Row> a) => $\"from {a}\";", 0)]
    [InlineData("[Asset] public static Row[] Orders() => []; [AssetCheck(\"Order\")] public static Sql C(Table<Row> ordres, Table<Other> orders) => $\"from {orders}\";", 3)]
    [InlineData("[Asset] public static Row[] A() => []; [Asset] public static Row[] B(Row[] a) => a; [AssetCheck(\"A\")] public static CheckResult C(Row[] b) => true;", 1)]
    public void Build_time_and_run_time_agree(string members, int problems) => Compare($"public static class Assets {{ {members} }}").ShouldBe(problems);

    [Fact]
    public void They_make_the_same_suggestion_for_the_asset_of_another_domain() => Compare("""
        [Domain("f")] public static class F { [Asset] public static Row[] Rows() => []; [Asset] public static (Row[] Left, Model Right) Both() => ([], new(1)); }
        [Domain("g")] public static class G { [Asset] public static Row[] Rows() => []; }
        public static class Assets { [Asset, After("Left")] public static Row[] A(Row[] rows, Model right) => rows; }
        """).ShouldBe(3);

    [Theory]
    [InlineData("int Id, string Name", "int Id", 0)]
    [InlineData("int Id, string Name", "string Name, int Id", 0)]
    [InlineData("int Id, string Name", "string? Name, int? Id", 0)]
    [InlineData("int Id, string? Name", "string Name", 1)]
    [InlineData("int Id", "long Id", 1)]
    [InlineData("int? Id", "long Id, int More", 1)]
    [InlineData("decimal Price", "[Decimal(12, 2)] decimal Price", 1)]
    [InlineData("[Decimal(12, 2)] decimal Price", "[Decimal(12, 2)] decimal? Price", 0)]
    [InlineData("[Column(\"name\")] string Title", "string Name", 0)]
    [InlineData("Few State", "string State", 0)]
    [InlineData("Few State", "Many State", 0)]
    [InlineData("Many State", "Few State", 1)]
    [InlineData("string State", "Few State", 1)]
    [InlineData("DateTime At", "DateTimeOffset At", 1)]
    [InlineData("Key Id", "long Id", 0)]
    [InlineData("Key Id", "int Id", 1)]
    [InlineData("List<int> Ids", "int[] Ids", 0)]
    [InlineData("List<int> Ids", "long[] Ids", 1)]
    [InlineData("List<int?> Ids", "List<int> Ids", 1)]
    [InlineData("List<Many> Ids", "List<Few> Ids", 1)]
    [InlineData("List<int> Ids", "string Ids", 1)]
    [InlineData("Inner In", "Fewer In", 0)]
    [InlineData("Fewer In", "Inner In", 1)]
    [InlineData("List<Inner?> In", "List<Fewer?> In", 0)]
    [InlineData("Outer Out", "Wider Out", 1)]
    [InlineData("Dictionary<int, Inner> Map", "Dictionary<int, Fewer?> Map", 0)]
    [InlineData("Dictionary<long, Fewer> Map", "Dictionary<int, Inner> Map", 1)]
    public void They_agree_on_columns(string made, string taken, int problems) => Compare($$"""
        public readonly record struct Key(long Value);
        [Contract] public sealed record Inner(int Id, string? Name);
        [Contract] public sealed record Fewer(int Id);
        [Contract] public sealed record Outer(List<Inner?> Inners, Inner One);
        [Contract] public sealed record Wider(List<More> Inners, More One);
        [Contract] public sealed record More(long Id, string? Name, int Extra);
        public enum Few { A, B }
        public enum Many { A, B, C, D = 2 }
        [Contract] public sealed record Made({{made}});
        [Contract] public sealed record Taken({{taken}});
        public static class Assets { [Asset] public static Made[] M() => []; [Asset] public static int T(Taken[] m) => m.Length; }
        """).ShouldBe(problems);

    [Theory]
    [InlineData("DailyPartitions(\"2024-01-01\")", "", "", 0)]
    [InlineData("", "", "DailyPartitions(\"2024-01-01\")", 0)]
    [InlineData("DailyPartitions(\"2024-01-01\")", "", "MonthlyPartitions(\"2024-01\"), Partitions<Region>", 0)]
    [InlineData("DailyPartitions(\"2024-01-01\", TimeZone = \"Europe/Vienna\")", "", "WeeklyPartitions(\"2024-01-01\")", 1)]
    [InlineData("DailyPartitions(\"2024-01-01\", TimeZone = \"Europe/Vienna\")", "Upstream(Offset = 0)", "WeeklyPartitions(\"2024-01-01\")", 0)]
    [InlineData("Partitions<Country>", "", "Partitions<Region>", 1)]
    [InlineData("Partitions<Country>(Name = \"place\")", "", "Partitions<Region>(Name = \"place\")", 1)]
    [InlineData("Partitions<Country>", "", "Partitions<Country>(Name = \"a\"), Partitions<Country>(Name = \"b\")", 1)]
    [InlineData("Partitions<Country>", "MapKey(Region.Eu, Country.At), MapKey(Region.Us, Country.Us)", "Partitions<Region>", 0)]
    [InlineData("Partitions<Country>", "MapKey(Region.Eu, Place.At), MapKey(Region.Us, Place.Us)", "Partitions<Region>", 1)]
    [InlineData("DailyPartitions(\"2024-01-01\")", "MapKey(Region.Eu, Country.At), MapKey(Region.Us, Country.Us)", "Partitions<Region>", 1)]
    [InlineData("DynamicPartitions(\"shops\")", "", "DynamicPartitions(\"customers\")", 1)]
    [InlineData("DynamicPartitions(\"shops\")", "Upstream(Partitions = UpstreamPartitions.Latest)", "DynamicPartitions(\"customers\")", 0)]
    [InlineData("Partitions<Country>", "Upstream(Lookback = 7)", "DailyPartitions(\"2024-01-01\")", 1)]
    [InlineData("", "Upstream(Lookback = 7)", "DailyPartitions(\"2024-01-01\")", 1)]
    [InlineData("", "Upstream(Partitions = UpstreamPartitions.All)", "", 1)]
    [InlineData("DailyPartitions(\"2024-01-01\")", "Upstream(Map = typeof(Function))", "DailyPartitions(\"2024-01-01\")", 0)]
    [InlineData("HourlyPartitions(\"2024-01-01\")", "Upstream(Map = typeof(Function))", "DailyPartitions(\"2024-01-01\")", 1)]
    public void They_agree_on_partitions(string upstream, string mapping, string reader, int problems) => Compare($$"""
        public enum Country { At, Us }
        public enum Place { At, Us }
        public enum Region { Eu, Us }
        public sealed class Function : PartitionFunction<Day, Day> { public override IEnumerable<Day> Upstream(Day key) => [key]; }
        public static class Assets
        {
            {{(upstream.Length > 0 ? $"[{upstream}]" : "")}} [Asset] public static Row[] A() => [];
            {{(reader.Length > 0 ? $"[{reader}]" : "")}} [Asset] public static int B({{(mapping.Length > 0 ? $"[{mapping}] " : "")}}Row[] a) => 1;
        }
        """).ShouldBe(problems);

    [Theory]
    [InlineData("DailyPartitions(\"2024-01-01\")", "", "DailyPartitions(\"2024-06-01\")", 0)]
    [InlineData("DailyPartitions(\"2024-01-01\")", "", "HourlyPartitions(\"2024-01-01\")", 0)]
    [InlineData("MonthlyPartitions(\"2024-01\")", "", "DailyPartitions(\"2024-01-01\")", 0)]
    [InlineData("WeeklyPartitions(\"2024-01-01\")", "", "HourlyPartitions(\"2024-01-01\")", 0)]
    [InlineData("WeeklyPartitions(\"2024-01-01\")", "", "MonthlyPartitions(\"2024-01\")", 1)]
    [InlineData("DailyPartitions(\"2024-01-01\", HourOffset = 6)", "", "DailyPartitions(\"2024-01-01\")", 1)]
    [InlineData("DailyPartitions(\"2024-01-01\")", "", "MonthlyPartitions(\"2024-01\")", 1)]
    [InlineData("DailyPartitions(\"2024-01-01\")", "Upstream(Offset = -1)", "DailyPartitions(\"2024-01-01\")", 0)]
    [InlineData("DailyPartitions(\"2024-01-01\")", "Upstream(Lookback = 1)", "DailyPartitions(\"2024-01-01\")", 1)]
    [InlineData("DailyPartitions(\"2024-01-01\")", "", "", 1)]
    [InlineData("DailyPartitions(\"2024-01-01\")", "Upstream(Partitions = UpstreamPartitions.Latest)", "", 0)]
    [InlineData("Partitions<Country>", "MapKey(Region.Eu, Country.At), MapKey(Region.Eu, Country.Us), MapKey(Region.Us, Country.Us)", "Partitions<Region>", 1)]
    [InlineData("Partitions<Country>", "MapKey(Region.Eu, Country.At), MapKey(Region.Us, Country.Us)", "Partitions<Region>", 0)]
    [InlineData("DailyPartitions(\"2024-01-01\"), Partitions<Country>", "", "DailyPartitions(\"2024-01-01\")", 1)]
    public void They_agree_on_values_of_several_partitions(string upstream, string mapping, string reader, int problems) => Compare($$"""
        public enum Country { At, Us }
        public enum Region { Eu, Us }
        public static class Assets
        {
            [{{upstream}}, Asset] public static Model A() => new(1);
            {{(reader.Length > 0 ? $"[{reader}]" : "")}} [Asset] public static int B({{(mapping.Length > 0 ? $"[{mapping}] " : "")}}Model a) => 1;
        }
        """).ShouldBe(problems);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void They_agree_on_random_graphs(int seed)
    {
        var random = new Random(seed);
        string[] names = ["Orders", "Order", "Customers", "Costumers", "Items", "Stock", "Stocks", "Prices", "Price"];
        var made = names.Where(_ => random.Next(4) > 0).ToList();
        var members = new StringBuilder();
        foreach (var name in made)
        {
            var parameters = names.Where(_ => random.Next(4) == 0).Select(p =>
                $"{Type()} {(random.Next(8) == 0 ? "x" : "")}{char.ToLowerInvariant(p[0])}{p[1..]}");
            members.AppendLine($"{(random.Next(4) == 0 ? $"[After(\"{names[random.Next(names.Length)]}\")]" : "")} [Asset] public static {Type()} {name}({string.Join(", ", parameters)}) => default!;");
        }

        Compare($"public static class Assets {{ {members} }}");

        string Type() => random.Next(6) switch { 0 => "Other[]", 1 => "Model", _ => "Row[]" };
    }

    [Fact]
    public void They_say_the_same_of_a_domain_in_two_assemblies()
    {
        var library = Compiled.Clean("[Domain(\"shop\")] public static class RawAssets { [Asset] public static int Raw() => 1; }", "Library");
        var app = Compiled.Raw("[Domain(\"shop\")] public static class MartAssets { [Asset] public static int Count() => 1; }", "App", library.Reference());
        using var loadedLibrary = LoadedAssembly.Of(library);
        using var loadedApp = LoadedAssembly.Of(app);

        var atBuild = app.AnalyzerDiagnostics().ShouldHaveSingleItem();
        var atRun = AssetGraph.Check([loadedLibrary.Catalog, loadedApp.Catalog]);

        atRun.Count.ShouldBe(2, "each assembly is told");
        atRun.Select(problem => $"{problem.Id}: {problem.Message}").ShouldContain($"{atBuild.Id}: {atBuild.GetMessage()}");
    }

    private static int Compare(string source)
    {
        var compiled = Compiled.Raw(Types + source);
        compiled.CompilerDiagnostics().ShouldBeEmpty();
        var atBuild = compiled.AnalyzerDiagnostics().Select(d => $"{d.Id}: {d.GetMessage()}").Order(StringComparer.Ordinal).ToList();
        using var loaded = LoadedAssembly.Of(compiled);
        var atRun = AssetGraph.Check([loaded.Catalog])
            .Select(problem => $"{problem.Id}: {problem.Message}").Distinct().Order(StringComparer.Ordinal).ToList();
        atBuild.ShouldBe(atRun);
        return atBuild.Count;
    }
}
