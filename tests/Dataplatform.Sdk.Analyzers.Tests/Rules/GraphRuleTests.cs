using Dataplatform.Sdk.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Tests.Rules;

public sealed class GraphRuleTests
{
    private const string Types = """
        [Contract] public sealed record Row(int Id);
        [Contract] public sealed record Other(long Key);
        [Artifact] public sealed record Model(double Slope);

        """;

    [Theory]
    [InlineData("[Asset] public static Row[] RawOrders() => []; [Asset] public static Row[] A(Row[] {|DP1001:rawOrder|}) => [];", "Parameter 'rawOrder' of 'Assets.A' reads the asset 'shop/raw_order', which does not exist. Did you mean 'shop/raw_orders'?")]
    [InlineData("[Asset] public static Row[] A([Upstream({|DP1001:\"Gone\"|})] Row[] x) => []; [Asset] public static Row[] B() => [];", "Parameter 'x' of 'Assets.A' reads the asset 'shop/gone', which does not exist.")]
    [InlineData("[Asset] public static Row[] A([Upstream(typeof(Assets), {|DP1001:\"Gone\"|})] Row[] x) => [];", "Parameter 'x' of 'Assets.A' reads the asset 'shop/gone', which does not exist.")]
    [InlineData("[Asset] public static Row[] A([Upstream] Model {|DP1001:model|}) => [];", "Parameter 'model' of 'Assets.A' reads the asset 'shop/model', which does not exist.")]
    [InlineData("[Asset, After(nameof(B), {|DP1001:\"Bi\"|})] public static Row[] A() => []; [Asset] public static Row[] B() => [];", "'Assets.A' comes after the asset 'shop/bi', which does not exist. Did you mean 'shop/b'?")]
    [InlineData("[Asset, After(typeof(Assets), {|DP1001:\"Gone\"|})] public static Row[] A() => [];", "'Assets.A' comes after the asset 'shop/gone', which does not exist.")]
    [InlineData("[Asset] public static Row[] A() => []; [Asset] public static Row[] B({|DP1008:Table<Other>|} a) => [];", "Parameter 'a' of 'Assets.B' takes rows of 'Other', but the asset 'shop/a' has rows of 'Row': column 'key' is missing. Take Table<Row> or IReadOnlyList<Row>, or change one of the contracts.")]
    [InlineData("[Asset] public static Row[] A() => []; [Asset] public static Row[] B([Upstream] {|DP1002:Model|} a) => [];", "Parameter 'a' of 'Assets.B' takes 'Model', but the asset 'shop/a' has rows of 'Row'. Take Table<Row> or IReadOnlyList<Row>, or read another asset with [Upstream].")]
    [InlineData("[Asset] public static Model A() => new(1); [Asset] public static Row[] B({|DP1002:Row[]|} a) => [];", "Parameter 'a' of 'Assets.B' takes rows of 'Row', but the asset 'shop/a' is 'Model'. Take 'Model', or read another asset with [Upstream].")]
    [InlineData("[Asset] public static void A() { } [Asset] public static Row[] B({|DP1002:Row[]|} a) => [];", "Parameter 'a' of 'Assets.B' takes rows of 'Row', but the asset 'shop/a' has no value to read. Use [After] to come after it.")]
    [InlineData("[Asset] public static Row[] B([Self] {|DP1002:Other[]?|} x) => [];", "Parameter 'x' of 'Assets.B' takes rows of 'Other', but the asset 'shop/b' has rows of 'Row'. Take Table<Row> or IReadOnlyList<Row>.")]
    [InlineData("[Asset] public static Row[] OrderS() => []; [Asset] public static Row[] {|DP1003:Order_s|}() => [];", "'Assets.OrderS' and 'Assets.Order_s' both make the asset 'shop/order_s'. Rename one of them.")]
    [InlineData("[Asset] public static Row[] A() => []; [Asset] public static Row[] {|DP1003:A|}(TimeProvider t) => [];", "'Assets.A' and 'Assets.A' both make the asset 'shop/a'. Rename one of them.")]
    [InlineData("[Asset] public static Row[] A(Row[] {|DP1004:b|}) => b; [Asset] public static Row[] B(Row[] a) => a;", "The assets depend on each other in a circle: shop/a -> shop/b -> shop/a. Each arrow reads 'needs'.")]
    [InlineData("[Asset, After(nameof(B))] public static Row[] {|DP1004:A|}() => []; [Asset] public static Row[] B(Row[] a) => a;", "The assets depend on each other in a circle: shop/a -> shop/b -> shop/a. Each arrow reads 'needs'.")]
    [InlineData("[Asset] public static (Row[] P, Row[] Q) A(Row[] x) => ([], []); [Asset] public static Row[] X(Row[] q) => q; ", null)]
    [InlineData("[Asset] public static Row[] A(Row[] {|DP1006:a|}) => a;", "Parameter 'a' of 'Assets.A' reads the asset itself. Put [Self] on it to read the last published version.")]
    [InlineData("[Asset] public static (Row[] P, Row[] Q) A(Row[] {|DP1006:q|}) => ([], []);", "Parameter 'q' of 'Assets.A' reads the asset itself. Put [Self] on it to read the last published version.")]
    [InlineData("[Asset] public static (Row[] P, Row[] Q) A(Row[] {|DP1001:gone|}) => ([], []);", "Parameter 'gone' of 'Assets.A' reads the asset 'shop/gone', which does not exist.")]
    public void A_graph_that_cannot_work_is_one_error(string members, string? message)
    {
        if (message is null)
        {
            members = members.Replace("A(Row[] x)", "A(Row[] {|DP1004:x|})", StringComparison.Ordinal);
            message = "The assets depend on each other in a circle: shop/q -> shop/x -> shop/q. Each arrow reads 'needs'.";
        }

        Marked.One(Types + $"public static class Assets {{ {members} }}").ShouldBe(message);
    }

    [Theory]
    [InlineData("[Asset] private static Row[] {|DP0001:A|}() => []; [Asset] public static Row[] B(Row[] a) => a;")]
    [InlineData("[Asset] public static {|DP0002:Row|} A() => new(1); [Asset] public static Row[] B(Row[] a) => a; [Asset] public static Row[] C([Upstream] Model a) => [];")]
    [InlineData("[Asset] public static {|DP0002:(Row[], int Q)|} A() => ([], 1); [Asset] public static Row[] B([Upstream] string q) => []; ")]
    [InlineData("[Asset] public static Row[] A({|DP0003:int|} limit) => []; [Asset] public static Row[] B(Row[] a) => a;")]
    public void The_readers_of_a_broken_asset_are_not_reported(string members) => Marked.One(Types + $"public static class Assets {{ {members} }}");

    [Theory]
    [InlineData("Row[] {|DP1007:rows|}", "", "Parameter 'rows' of 'Assets.A' reads the asset 'shop/rows', which does not exist. There is 'f/rows' in another domain: write [Upstream(typeof(F), nameof(F.Rows))].")]
    [InlineData("Row[] {|DP1007:left|}", "", "Parameter 'left' of 'Assets.A' reads the asset 'shop/left', which does not exist. There is 'f/left' in another domain: write [Upstream(typeof(F), \"left\")].")]
    [InlineData("", "After({|DP1007:\"Rows\"|})", "'Assets.A' comes after the asset 'shop/rows', which does not exist. There is 'f/rows' in another domain: write [After(typeof(F), nameof(F.Rows))].")]
    [InlineData("Row[] {|DP1007:mores|}", "", "Parameter 'mores' of 'Assets.A' reads the asset 'shop/mores', which does not exist. Did you mean 'shop/more'? There is 'f/mores' in another domain: write [Upstream(typeof(F), nameof(F.Mores))].")]
    public void An_asset_of_that_name_in_another_domain_is_suggested(string parameter, string attribute, string message) => Marked.One(Types + $$"""
        [Domain("f")] public static class F { [Asset] public static Row[] Rows() => []; [Asset] public static Row[] Mores() => []; [Asset] public static (Row[] Left, Row[] Right) Both() => ([], []); }
        public static class Assets
        {
            [Asset] public static Row[] More() => [];
            [Asset{{(attribute.Length > 0 ? ", " + attribute : "")}}] public static Row[] A({{parameter}}) => [];
        }
        """).ShouldBe(message);

    [Theory]
    [InlineData("int Id, string? Note, decimal Price", "long Id, string Note, [Decimal(9, 2)] decimal Price, bool Gone", "column 'id' is int32, not int64; column 'note' may be null there; column 'price' is decimal(28,10), not decimal(9,2); column 'gone' is missing")]
    [InlineData("string State", "DayOfWeek State", "column 'state' may hold texts that are no name of the parameter's enum")]
    public void Every_column_that_does_not_fit_is_named(string made, string taken, string columns) => Marked.One($$"""
        [Contract] public sealed record Made({{made}});
        [Contract] public sealed record Taken({{taken}});
        public static class Assets { [Asset] public static Made[] M() => []; [Asset] public static int T({|DP1008:Taken[]|} m) => m.Length; }
        """).ShouldBe($"Parameter 'm' of 'Assets.T' takes rows of 'Taken', but the asset 'shop/m' has rows of 'Made': {columns}. Take Table<Made> or IReadOnlyList<Made>, or change one of the contracts.");

    [Fact]
    public void Columns_of_a_referenced_assembly_are_compared_too()
    {
        var library = Compiled.Clean("""
            namespace Acme
            {
                [Contract] public sealed record Order(long Id, string? Note);
                [Contract] public sealed class Item { public int Id { get; set; } public string Name { get; set; } = ""; }
                [Domain("raw")] public static class RawAssets { [Asset] public static Order[] Orders() => []; [Asset] public static Item[] Items() => []; }
            }
            """, "Acme.Raw").Reference();
        Marked.One("""
            using Acme;
            [Contract] public sealed record IdOnly(long Id);
            [Contract] public sealed record NoteOnly(string Note);
            [Contract] public sealed record NameOnly(string Name);
            public static class Assets
            {
                [Asset] public static int A([Upstream(typeof(RawAssets), nameof(RawAssets.Orders))] IdOnly[] x) => x.Length;
                [Asset] public static int B([Upstream(typeof(RawAssets), nameof(RawAssets.Items))] NameOnly[] x) => x.Length;
                [Asset] public static int C([Upstream(typeof(RawAssets), nameof(RawAssets.Orders))] {|DP1008:NoteOnly[]|} x) => x.Length;
            }
            """, "Shop", library).ShouldContain("has rows of 'Acme.Order': column 'note' may be null there.");
    }

    [Fact]
    public void Every_circle_and_every_mistake_is_reported_once() => Marked.Check(Types + """
        public static class Assets
        {
            [Asset] public static Row[] A(Row[] {|DP1004:b|}) => b;
            [Asset] public static Row[] B(Row[] a, Row[] {|DP1001:zzz|}) => a;
            [Asset] public static Row[] C(Row[] {|DP1004:d|}, {|DP1008:Other[]|} a) => d;
            [Asset] public static Row[] D(Row[] c, [Self] Row[]? d) => c;
        }
        """).Count.ShouldBe(4);

    [Fact]
    public void Assets_of_a_referenced_assembly_take_part()
    {
        var library = Library();
        Marked.Check("""
            using Acme;
            [Domain("shop")] public static class Assets
            {
                [Asset] public static Order[] Right([Upstream(typeof(RawAssets), nameof(RawAssets.Orders))] Order[] x, [Upstream(typeof(RawAssets), nameof(RawAssets.Both.Left))] Order[] y) => x;
                [Asset] public static Order[] Typo([Upstream(typeof(RawAssets), {|DP1001:"Ordes"|})] Order[] x) => x;
                [Asset] public static Order[] Type([Upstream(typeof(RawAssets), nameof(RawAssets.Fitted))] {|DP1002:Order[]|} x) => x;
                [Asset] public static Order[] Hidden([Upstream(typeof(RawAssets), {|DP1005:"Hidden"|})] Order[] x) => x;
                [Asset, After(typeof(RawAssets), {|DP1005:"Hidden"|})] public static Order[] After() => [];
            }
            [Domain("raw")] public static class Mine { [Asset] public static Order[] {|DP1003:Orders|}() => []; }
            """.Replace("nameof(RawAssets.Both.Left)", "\"Left\"", StringComparison.Ordinal), "Shop", library).ShouldBe([
            "Parameter 'x' of 'Assets.Typo' reads the asset 'raw/ordes', which does not exist. Did you mean 'raw/orders'?",
            "Parameter 'x' of 'Assets.Type' takes rows of 'Acme.Order', but the asset 'raw/fitted' is 'int'. Take 'int', or read another asset with [Upstream].",
            "'Assets.Hidden' uses the asset 'raw/hidden', which is internal to 'Acme.Raw'. Read one of its public assets, or make 'RawAssets.Hidden' public there.",
            "'Assets.After' uses the asset 'raw/hidden', which is internal to 'Acme.Raw'. Read one of its public assets, or make 'RawAssets.Hidden' public there.",
            "'Mine.Orders' and 'RawAssets.Orders' both make the asset 'raw/orders'. Rename one of them.",
        ]);
    }

    private static MetadataReference Library() => Compiled.Clean("""
        namespace Acme
        {
            [Contract] public sealed record Order(long Id);
            [Domain("raw")]
            public static class RawAssets
            {
                [Asset] public static Order[] Orders() => [];
                [Asset] internal static Order[] Hidden() => [];
                [Asset] public static int Fitted() => 1;
                [Asset] public static (Order[] Left, Order[] Right) Both() => ([], []);
            }
        }
        """, "Acme.Raw").Reference();
}
