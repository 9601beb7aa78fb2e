using Dataplatform.Sdk.Analyzers.Tests.Harness;

namespace Dataplatform.Sdk.Analyzers.Tests.Rules;

public sealed class DeclarationRuleTests
{
    private const string Types = """
        [Contract] public sealed record Row(int Id);
        public sealed record Plain(int Id);
        [Artifact] public sealed record Model(double Slope);
        public interface IApi;
        [Outputs] public sealed record Pair(Row[] A, Model B);

        """;

    [Theory]
    [InlineData("[Asset] private static Row[] {|DP0001:A|}() => [];", "'Assets.A' cannot be called by the engine: it is private. Make it public or internal.")]
    [InlineData("[Asset] public static Row[] {|DP0001:A|}<T>() => [];", "'Assets.A' cannot be called by the engine: it has type parameters. An asset has one type.")]
    [InlineData("[Asset] public static T {|DP0001:A|}<T>() => default!;", "'Assets.A' cannot be called by the engine: it has type parameters. An asset has one type.")]
    [InlineData("[Asset] public static Sql<T> {|DP0001:A|}<T>(IEnumerable<T> x, T y) => default!;", "'Assets.A' cannot be called by the engine: it has type parameters. An asset has one type.")]
    [InlineData("[Asset] public static (T X, Row[] Y) {|DP0001:A|}<T>() => default!;", "'Assets.A' cannot be called by the engine: it has type parameters. An asset has one type.")]
    [InlineData("[Asset] public static Row[] A(ref IApi {|DP0001:api|}) => [];", "'Assets.A' cannot be called by the engine: its parameter 'api' is passed by reference. Take it by value.")]
    [InlineData("[Asset] public static Row[] {|DP0001:_1|}() => [];", "'Assets._1' cannot be called by the engine: its name gives no asset key. Start it with a letter.")]
    [InlineData("[Asset] public static {|DP0002:Row|} A() => new(1);", "'Assets.A' returns 'Row', one row of a contract. Return IReadOnlyList<Row> for rows.")]
    [InlineData("[Asset] public static {|DP0002:Task<Row>|} A() => throw new InvalidOperationException();", "'Assets.A' returns 'Row', one row of a contract. Return IReadOnlyList<Row> for rows.")]
    [InlineData("[Asset] public static {|DP0002:Sql<Plain>|} A() => $\"select 1\";", "'Assets.A' returns 'Sql<Plain>', but 'Plain' is not a data contract. Put [Contract] on 'Plain'.")]
    [InlineData("[Asset] public static {|DP0002:IAsyncEnumerable<Plain>|} A() => throw new InvalidOperationException();", "'Assets.A' returns 'IAsyncEnumerable<Plain>', but 'Plain' is not a data contract. Put [Contract] on 'Plain'.")]
    [InlineData("[Asset] public static {|DP0002:IEnumerable<Plain>|} A() => [];", "'Assets.A' returns 'IEnumerable<Plain>', but 'Plain' is not a data contract. Put [Contract] on 'Plain', or [Artifact] if the whole collection is one value.")]
    [InlineData("[Asset] public static {|DP0002:Task<Plain[]>|} A() => throw new InvalidOperationException();", "'Assets.A' returns 'Plain[]', but 'Plain' is not a data contract. Put [Contract] on 'Plain', or [Artifact] if the whole collection is one value.")]
    [InlineData("[Asset] public static {|DP0002:HashSet<Plain>?|} A() => null;", "'Assets.A' returns 'HashSet<Plain>?', but 'Plain' is not a data contract. Put [Contract] on 'Plain', or [Artifact] if the whole collection is one value.")]
    [InlineData("[Asset] public static {|DP0002:List<Point>|} A() => []; public struct Point;", "'Assets.A' returns 'List<Point>', but 'Point' is not a data contract. Put [Contract] on 'Point', or [Artifact] if the whole collection is one value.")]
    [InlineData("[Asset] public static {|DP0002:Point?[]|} A() => []; public struct Point;", "'Assets.A' returns 'Point?[]', but 'Point' is not a data contract. Put [Contract] on 'Point', or [Artifact] if the whole collection is one value.")]
    [InlineData("[Asset] public static {|DP0002:(Plain?[] X, Row[] Y)|} A() => ([], []);", "'Assets.A' returns 'Plain?[]', but 'Plain' is not a data contract. Put [Contract] on 'Plain', or [Artifact] if the whole collection is one value.")]
    [InlineData("[Asset({|DP0007:As = Materialize.View|})] public static Row[] A([Self] Row[]? a) => [];", "'Assets.A' cannot be a view: only a query can, and it does not return Sql<T>. Return Sql<Row>, or leave out As.")]
    [InlineData("[Asset] public static {|DP0002:External<Table<Row>>|} A() => External.Table(\"a\", \"b\");", "'Assets.A' returns 'External<Table<Row>>'. Return External<Row>.")]
    [InlineData("[Asset] public static {|DP0002:Sql|} A() => Sql.Empty;", "'Assets.A' returns 'Sql', a fragment without a row type. Return Sql<T>.")]
    [InlineData("[Asset] public static {|DP0002:Table<Row>|} A() => Table.Of(new Row(1));", "'Assets.A' returns 'Table<Row>', which is an input. Return Sql<Row> or its rows.")]
    [InlineData("[Asset] public static {|DP0002:object|} A() => 1;", "'Assets.A' returns 'object', which cannot be stored. Return rows of a contract, or a type that can be written as JSON.")]
    [InlineData("[Asset] public static {|DP0002:(Row[], Model B)|} A() => ([], new(1));", "'Assets.A' returns a tuple whose 'Item1' has no name. Name every element: the name is the asset's name.")]
    [InlineData("[Asset] public static {|DP0002:(Row[] X, Model Y)?|} A() => null;", "'Assets.A' returns '(Row[] X, Model Y)?', which may be null as a whole. Make single members nullable.")]
    [InlineData("[Asset] public static {|DP0002:(IAsyncEnumerable<Row> X, IAsyncEnumerable<Row> Y)|} A() => throw new InvalidOperationException();", "'Assets.A' streams more than one of its assets, and only one can be read at a time. Return all but one as IReadOnlyList<T>.")]
    [InlineData("[Asset] public static {|DP0002:(Row[] X, Pair Y)|} A() => throw new InvalidOperationException();", "'Assets.A' returns 'Pair'. Return several assets as one tuple or [Outputs] record, each member the value itself or Materialized<T>.")]
    [InlineData("[Asset] public static {|DP0002:Task<External<Row>>|} A() => throw new InvalidOperationException();", "'Assets.A' returns 'External<Row>'. Return External<Row> alone and without awaiting: an external asset is declared, not computed.")]
    [InlineData("[Asset] public static async {|DP0002:void|} A() => await Task.Yield();", "'Assets.A' is async void, so nobody can wait for it. Return Task.")]
    [InlineData("[Asset] public static Row[] A({|DP0003:Sql<Row>|} x) => [];", "Parameter 'x' of 'Assets.A' has the type 'Sql<Row>': it is a query. Take Table<Row>, which a query can name.")]
    [InlineData("[Asset] public static Row[] A({|DP0003:Row|} x) => [];", "Parameter 'x' of 'Assets.A' has the type 'Row': it is one row of the contract 'Row'. Take Table<Row> or IReadOnlyList<Row> for its rows.")]
    [InlineData("[Asset] public static Row[] A({|DP0003:Table<Plain>|} x) => [];", "Parameter 'x' of 'Assets.A' has the type 'Table<Plain>': it has rows of 'Plain', which is not a data contract. Put [Contract] on it.")]
    [InlineData("[Asset] public static Row[] A({|DP0003:int|} limit = 10) => [];", "Parameter 'limit' of 'Assets.A' has the type 'int': it is neither an asset nor a service. Take a setting from a service (a record of options), or put [Upstream] on the parameter if it is an asset.")]
    [InlineData("[Asset] public static Row[] A({|DP0003:string|} city) => [];", "Parameter 'city' of 'Assets.A' has the type 'string': it is neither an asset nor a service. Take a setting from a service (a record of options), or put [Upstream] on the parameter if it is an asset.")]
    [InlineData("[Asset] public static Row[] A({|DP0003:IEnumerable<Plain>|} x) => [];", "Parameter 'x' of 'Assets.A' has the type 'IEnumerable<Plain>': it is a collection of 'Plain', which is not a data contract. Put [Contract] on 'Plain' if these are rows, else [Upstream] on the parameter for an artifact or [Resource] for services.")]
    [InlineData("[Asset] public static Row[] A({|DP0003:Plain[]?|} x) => [];", "Parameter 'x' of 'Assets.A' has the type 'Plain[]?': it is a collection of 'Plain', which is not a data contract. Put [Contract] on 'Plain' if these are rows, else [Upstream] on the parameter for an artifact or [Resource] for services.")]
    [InlineData("[Asset] public static Row[] A({|DP0003:IAsyncEnumerable<Plain>|} x) => [];", "Parameter 'x' of 'Assets.A' has the type 'IAsyncEnumerable<Plain>': it is a collection of 'Plain', which is not a data contract. Put [Contract] on 'Plain' if these are rows, else [Upstream] on the parameter for an artifact or [Resource] for services.")]
    [InlineData("[Asset] public static Row[] A({|DP0003:IEnumerable<IApi>|} x) => [];", "Parameter 'x' of 'Assets.A' has the type 'IEnumerable<IApi>': it is a collection, which may be an asset or services. Put [Upstream] on the parameter for an artifact or [Resource] for services.")]
    [InlineData("[Asset] public static Row[] A({|DP0003:List<string>|} x) => [];", "Parameter 'x' of 'Assets.A' has the type 'List<string>': it is a collection, which may be an asset or services. Put [Upstream] on the parameter for an artifact or [Resource] for services.")]
    [InlineData("[Asset] public static Row[] A({|DP0003:HashSet<Row>|} x) => [];", "Parameter 'x' of 'Assets.A' has the type 'HashSet<Row>': it cannot be filled with rows. Take IReadOnlyList<Row>, Row[] or List<Row>.")]
    [InlineData("[Asset] public static unsafe Row[] A({|DP0003:int*|} x) => [];", "Parameter 'x' of 'Assets.A' has the type 'int*': it is a pointer.")]
    [InlineData("[Asset] public static Row[] A({|DP0003:Span<int>|} x) => [];", "Parameter 'x' of 'Assets.A' has the type 'Span<int>': it lives on the stack only.")]
    [InlineData("[Asset] public static Row[] A([Self] {|DP0003:Table<Row>|} a) => [];", "Parameter 'a' of 'Assets.A' is the asset's own last version, and there is none before the first run. Write 'Table<Row>?'.")]
    [InlineData("[Asset] public static (Row[] X, Row[] Y) A([Self] {|DP0003:Table<Row>?|} z) => ([], []);", "Parameter 'z' of 'Assets.A' has the type 'Table<Row>?': it is marked [Self], and the method makes several assets. Name the parameter after one of them.")]
    [InlineData("[Asset] public static External<Row> A({|DP0003:IApi|} x) => External.Table(\"a\", \"b\");", "Parameter 'x' of 'Assets.A' is not needed: an external asset is declared, not computed. Remove it.")]
    [InlineData("[Asset] public static Row[] R() => []; [Asset] public static Sql<Row> A({|DP0006:IReadOnlyList<Row>|} r) => $\"select 1\";", "'Assets.A' returns a query, so it can take only tables, keys of partitions and [Config] and not 'r': a query is rendered without running anything. Take Table<Row>.")]
    [InlineData("[Asset] public static Sql<Row> A({|DP0006:IApi|} api) => $\"select 1\";", "'Assets.A' returns a query, so it can take only tables, keys of partitions and [Config] and not 'api': a query is rendered without running anything. Take Table<T>, or return rows instead of Sql<T>.")]
    [InlineData("[Asset] public static Sql<Row> A({|DP0006:CancellationToken|} ct) => $\"select 1\";", "'Assets.A' returns a query, so it can take only tables, keys of partitions and [Config] and not 'ct': a query is rendered without running anything. Take Table<T>, or return rows instead of Sql<T>.")]
    [InlineData("[Asset({|DP0007:As = Materialize.View|})] public static Row[] A() => [];", "'Assets.A' cannot be a view: only a query can, and it does not return Sql<T>. Return Sql<Row>, or leave out As.")]
    [InlineData("[Asset(Group = \"g\", {|DP0007:As = Materialize.Ephemeral|})] public static (Sql<Row> X, Row[] Y) A() => throw new InvalidOperationException();", "'Assets.A' cannot be ephemeral: only a query can, and it does not return Sql<T>. Return Sql<T>, or leave out As.")]
    [InlineData("[Asset(As = Materialize.View)] public static Sql<Row> A([Self] Table<Row>? {|DP0010:a|}) => $\"select 1\";", "Parameter 'a' of 'Assets.A' is marked [Self]. A view has no previous version to read; make it a table, or drop [Self].")]
    [InlineData("[Asset(As = Materialize.Ephemeral)] public static (Sql<Row> X, Sql<Row> Y) A([Self] Table<Row>? {|DP0010:y|}) => ($\"select 1\", $\"select 1\");", "Parameter 'y' of 'Assets.A' is marked [Self]. An ephemeral asset has no previous version to read; make it a table, or drop [Self].")]
    [InlineData("[Asset] public static Row[] Orders() => []; [Asset] public static Row[] A(Row[] orders, Row[] {|DP0011:Orders|}) => [];", "Parameters 'orders' and 'Orders' of 'Assets.A' are both the input 'orders'. Rename one of them, and name its asset with [Upstream].")]
    public void A_declaration_that_cannot_work_is_one_error(string member, string message) =>
        Marked.One(Types + $"public static class Assets {{ {member} }}").ShouldBe(message);

    [Theory]
    [InlineData("[Asset] internal static Row[] A() => [];")]
    [InlineData("[Asset] public static IReadOnlyList<Model> A() => [];")]
    [InlineData("[Asset] public static Dictionary<string, Plain> A() => []; [Asset] public static (int, string)[] B() => []; [Asset] public static Guid[] C() => [];")]
    [InlineData("[Asset] public static Row[] A([Resource] IEnumerable<IApi> apis, [Resource] Plain[] plain) => []; [Asset] public static List<string> B([Upstream] List<string> c) => c; [Asset] public static List<string> C() => [];")]
    [InlineData("[Asset] public static Pair Both() => throw new InvalidOperationException();")]
    [InlineData("[Asset] public static Row[] A([Resource] string x) => [];")]
    [InlineData("[Asset] public static string S() => \"\"; [Asset] public static Row[] A([Upstream] string s) => [];")]
    [InlineData("[Asset] public static (Row[] X, Row[] Y) A([Self] Table<Row>? x) => ([], []);")]
    [InlineData("[Asset] public static Row[] R() => []; [Asset] public static Sql<Row> A(Table<Row> r, [Self] Table<Row>? a) => $\"select 1\";")]
    [InlineData("[Asset] public static Row[] R() => []; [Asset(As = Materialize.Ephemeral)] public static Sql<Row> A(Table<Row> r) => $\"select 1\";")]
    [InlineData("[Asset] public static Row[] R() => []; [Asset] public static Row[] A(Row[] r, [Resource] IApi R, [Upstream(\"R\")] Row[] r2) => [];")]
    [InlineData("[Asset(As = Materialize.View)] public static (Sql<Row> X, Sql<Row> Y) A() => ($\"select 1\", $\"select 1\");")]
    [InlineData("[Asset] public static (Sql<Row> X, Row[] Y) A(IApi api) => ($\"select 1\", []);")]
    public void The_right_counterpart_is_no_error(string member) => Compiled.Clean(Types + $"public static class Assets {{ {member} }}");

    [Theory]
    [InlineData("public static class Outer { private static class Assets { [Asset] public static Row[] {|DP0001:A|}() => []; } }", "'Assets.A' cannot be called by the engine: its class 'Assets' is not visible in the assembly. Make it public or internal.")]
    [InlineData("public static class Assets<T> { [Asset] public static Row[] {|DP0001:A|}() => []; }", "'Assets.A' cannot be called by the engine: its class has type parameters. An asset has one type.")]
    [InlineData("public static class Assets<T> { public sealed record Inner(int Id); [Asset] public static Inner {|DP0001:A|}() => new(1); }", "'Assets.A' cannot be called by the engine: its class has type parameters. An asset has one type.")]
    [InlineData("file static class Assets { [Asset] public static Row[] {|DP0001:A|}() => []; }", "'Assets.A' cannot be called by the engine: its class 'Assets' is not visible in the assembly. Make it public or internal.")]
    [InlineData("public abstract class Assets { [Asset] public Row[] {|DP0001:A|}() => []; }", "'Assets.A' cannot be called by the engine: 'Assets' is abstract, so no instance can be made. Make the method static or the class concrete.")]
    [InlineData("public class Assets { private Assets() { } [Asset] public Row[] {|DP0001:A|}() => []; }", "'Assets.A' cannot be called by the engine: 'Assets' has no public constructor, so no instance can be made. Make the method static or add one.")]
    [InlineData("public class Assets { [Asset] protected static Row[] {|DP0001:A|}() => []; }", "'Assets.A' cannot be called by the engine: it is protected. Make it public or internal.")]
    [InlineData("public class Assets { [Asset] public Sql<Row> {|DP0006:A|}() => $\"select 1\"; }", "'Assets.A' returns a query, so it must be static: a query is rendered without making anything.")]
    [InlineData("public class Assets { [Asset] public External<Row> {|DP0001:A|}() => External.Table(\"a\", \"b\"); }", "'Assets.A' cannot be called by the engine: an external asset is declared, not computed. Make the method static.")]
    [InlineData("public static class SalesAssets { [Asset] public static int A() => 1; } public static class {|DP0009:SalesCatalog|};", "'SalesCatalog' is the name of the class in which the keys of the assets of 'SalesAssets' are generated. Rename one of the two.")]
    [InlineData("[Domain({|DP0005:\"Sales\"|})] public static class Assets { [Asset] public static Row[] A() => []; [Asset] public static Row[] B(Row[] a) => a; }", "'Sales' is not the name of a domain: lower-case letters, digits and underscores, not starting with a digit. Write 'sales'.")]
    [InlineData("[Domain({|DP0005:\"a/b\"|})] public static class Assets { [Asset] public static Row[] A() => []; }", "'a/b' is not the name of a domain: lower-case letters, digits and underscores, not starting with a digit.")]
    [InlineData("[Domain({|DP0005:\"temp\"|})] public static class Assets { [Asset] public static Row[] A() => []; }", "'temp' cannot be a domain: databases keep the schema of this name for themselves. Take another name.")]
    [InlineData("[Domain({|DP0005:\"system\"|})] public static class Assets { [Asset] public static Row[] A() => []; }", "'system' cannot be a domain: databases keep the schema of this name for themselves. Take another name.")]
    [InlineData("[Domain({|DP0005:\"information_schema\"|})] public static class Assets { [Asset] public static Row[] A() => []; }", "'information_schema' cannot be a domain: databases keep the schema of this name for themselves. Take another name.")]
    [InlineData("[Domain({|DP0005:\"pg_catalog\"|})] public static class Assets { [Asset] public static Row[] A() => []; }", "'pg_catalog' cannot be a domain: databases keep the schema of this name for themselves. Take another name.")]
    [InlineData("[Domain({|DP0005:\"_staging\"|})] public static class Assets { [Asset] public static Row[] A() => []; }", "'_staging' cannot be a domain: schemas that start with an underscore are kept for the store itself. Write 'staging'.")]
    public void A_class_that_cannot_work_is_one_error(string source, string message) => Marked.One(Types + source).ShouldBe(message);

    [Fact]
    public void An_assembly_whose_name_gives_no_domain_needs_one() =>
        Marked.One("public static class {|DP0005:Assets|} { [Asset] public static int A() => 1; } public static class None;", "1+1").ShouldBe(
            "The assets of 'Assets' have no domain, and '1+1', which the assembly's name gives, is not valid. Put [Domain] on the class.");

    [Fact]
    public void An_assembly_whose_name_is_kept_for_databases_needs_a_domain() =>
        Marked.One("public static class {|DP0005:Assets|} { [Asset] public static int A() => 1; }", "Temp").ShouldBe(
            "The assets of 'Assets' have no domain, and 'temp', which the assembly's name gives, is a name that databases keep for themselves. Put [Domain] on the class.");

    [Theory]
    [InlineData("main")]
    [InlineData("temperatures")]
    [InlineData("page_views")]
    public void A_domain_that_no_database_keeps_is_no_error(string domain) =>
        Compiled.Clean($"[Domain(\"{domain}\")] public static class Assets {{ [Asset] public static int A() => 1; }}");

    [Theory]
    [InlineData("[Contract] public sealed record Row({|DP0004:char|} Letter);", "'Row.Letter' has the type 'char', which cannot be a column.")]
    [InlineData("[Contract] public sealed record Row(int Id, {|DP0004:Queue<int>|} Values);", "'Row.Values' has the type 'Queue<int>', which cannot be a column.")]
    [InlineData("[Contract] public sealed class Row { public {|DP0004:object?|} Value { get; set; } }", "'Row.Value' has the type 'object?', which cannot be a column.")]
    [InlineData("[Contract] public sealed record Row([Decimal(29, 0)] {|DP0004:decimal|} X);", "'Row.X' is [Decimal(29, 0)]. The precision is 1 to 28, the scale 0 to the precision.")]
    [InlineData("[Contract] public sealed record Row([Decimal(2, 3)] {|DP0004:decimal?|} X);", "'Row.X' is [Decimal(2, 3)]. The precision is 1 to 28, the scale 0 to the precision.")]
    [InlineData("[Contract] public abstract record {|DP0008:Row|}(int Id);", "'Row' cannot be a data contract: it is abstract, so no row can be made of it.")]
    [InlineData("[Contract] public sealed record {|DP0008:Row|}<T>(int Id);", "'Row' cannot be a data contract: it has type parameters. A table has one schema.")]
    [InlineData("[Contract] public sealed record {|DP0008:Row|};", "'Row' cannot be a data contract: it has no column. Write it as a record with a parameter for each column.")]
    [InlineData("[Contract] public sealed class {|DP0008:Row|}(int id) { public int Id => id; }", "'Row' cannot be a data contract: its parameter 'id' has no property of the same name. Write it as a record.")]
    [InlineData("[Contract] public sealed class {|DP0008:Row|} { public Row(int id) => Id = id; public int Id { get; set; } }", "'Row' cannot be a data contract: it has neither a primary constructor nor one without parameters. Write it as a record with a parameter for each column.")]
    [InlineData("[Contract] public sealed record {|DP0008:Row|}(int Id) { public required int More { get; init; } }", "'Row' cannot be a data contract: its primary constructor does not set the required member 'More'. Make it a parameter.")]
    [InlineData("public static class Outer { [Contract] private sealed record {|DP0008:Row|}(int Id); }", "'Row' cannot be a data contract: it is not visible in the assembly. Make it public or internal.")]
    [InlineData("[Contract] public sealed record Row(int OrderId, [Column(\"order_id\")] int {|DP0008:Other|});", "'Row' has two columns 'order_id'. Give one of them another name with [Column].")]
    public void A_contract_that_cannot_work_is_one_error(string source, string message) => Marked.One(source).ShouldStartWith(message);

    [Fact]
    public void A_broken_contract_does_not_break_the_assets_that_use_it() => Marked.One("""
        [Contract] public sealed record Row({|DP0004:char|} Letter);
        public static class Assets { [Asset] public static Row[] A() => []; [Asset] public static Sql<Row> B(Table<Row> a) => $"from {a}"; }
        """);
}
