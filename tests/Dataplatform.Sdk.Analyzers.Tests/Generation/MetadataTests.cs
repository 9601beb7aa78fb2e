using System.Reflection;
using Dataplatform.Sdk.Analyzers.Tests.Harness;

namespace Dataplatform.Sdk.Analyzers.Tests.Generation;

public sealed class MetadataTests
{
    [Theory]
    [InlineData("/// <summary>One line.</summary>", "One line.")]
    [InlineData("/// <summary>\n/// Two\n///   lines &lt;here&gt;.\n/// </summary>\n/// <remarks>Not this.</remarks>", "Two lines <here>.")]
    [InlineData("/** <summary>A block.</summary> */", "A block.")]
    [InlineData("/**\n * <summary>\n * A long block.\n * </summary>\n */", "A long block.")]
    [InlineData("/// <summary>From <see cref=\"T:Some.Thing{T}.Total(int)\"/>, <paramref name=\"x\"/>, <see langword=\"null\"/> and <c>code</c>.</summary>", "From Total, x, null and code.")]
    [InlineData("/// <summary>See <see href=\"https://x.org/a\">the page</see>.<para>More</para></summary>", "See the page. More")]
    [InlineData("/// <summary>Right.</summary>\n// an aside", "Right.")]
    [InlineData("// <summary>no</summary>", null)]
    [InlineData("/// <inheritdoc/>", null)]
    [InlineData("/// <summary></summary>", null)]
    [InlineData("/// <summary>Cut off", "Cut off")]
    public void The_description_is_the_summary_of_the_documentation(string comment, string? description)
    {
        using var loaded = LoadedAssembly.Of($$"""
            public static class Assets
            {
                [Asset] public static int Before() => 1;

            {{comment}}
                [Asset] public static int A() => 1;
            }
            """);
        loaded.Step("Assets.A").Outputs.Single().Description.ShouldBe(description);
    }

    [Fact]
    public void The_write_mode_is_given_in_the_names_of_columns()
    {
        using var loaded = LoadedAssembly.Of("""
            [Contract] public sealed record Version(long OrderId, [property: Column("the shop")] string Shop, DateTimeOffset ChangedAt, [ValidFrom] DateTimeOffset From, [property: ValidTo] DateTimeOffset? Until);
            public static class Assets
            {
                [Asset, Write(WriteMode.Snapshot, Keys = [nameof(Version.OrderId), nameof(Version.Shop)], UpdatedAt = nameof(Version.ChangedAt), HardDeletes = HardDeletes.Invalidate, OnSchemaChange = SchemaChange.Sync)]
                public static (Version[] X, Sql<Version> Y) A() => ([], $"select 1");

                [Asset, Write(WriteMode.Append)] public static Version[] B() => [];

                [Asset] public static Version[] C() => [];
            }
            """);
        foreach (var write in loaded.Step("Assets.A").Outputs.Select(output => output.Write))
        {
            (write.Mode, write.UpdatedAt, write.HardDeletes, write.OnSchemaChange, write.ValidFrom, write.ValidTo)
                .ShouldBe((WriteMode.Snapshot, "changed_at", HardDeletes.Invalidate, SchemaChange.Sync, "from", "until"));
            write.Key.ShouldBe(["order_id", "the shop"]);
        }

        loaded.Step("Assets.B").Outputs.Single().Write.Mode.ShouldBe(WriteMode.Append);
        loaded.Step("Assets.B").Outputs.Single().Write.ValidFrom.ShouldBeNull();
        loaded.Step("Assets.C").Outputs.Single().Write.KeepsRows.ShouldBeFalse();
    }

    [Fact]
    public void Attributes_of_method_and_domain_are_combined()
    {
        using var loaded = LoadedAssembly.Of("""
            [Domain("sales", Owners = ["team:sales"], Tags = ["tier=1"], Group = "marts"), Store("lake")]
            public static class SalesAssets
            {
                /// <summary>Not this.</summary>
                [Asset(Owners = ["ada@example.com"], Tags = ["tier=1", "hot"], Kinds = ["api"], Group = "raw", Description = "This.")] public static int Own() => 1;
                [Asset, Store("attic")] internal static int Inherited() => 1;
            }
            public static class HTTPLogs { [Asset] public static int A() => 1; }
            """);
        var own = loaded.Step("SalesAssets.Own").Outputs.Single();
        own.Owners.ShouldBe(["ada@example.com"]);
        own.Tags.ShouldBe(["tier=1", "hot"]);
        own.Kinds.ShouldBe(["api"]);
        (own.Group, own.Description, own.Store, own.IsPublic).ShouldBe(("raw", "This.", "lake", true));
        var inherited = loaded.Step("SalesAssets.Inherited").Outputs.Single();
        inherited.Owners.ShouldBe(["team:sales"]);
        inherited.Tags.ShouldBe(["tier=1"]);
        inherited.Kinds.ShouldBe(["csharp"]);
        (inherited.Group, inherited.Description, inherited.Store, inherited.IsPublic).ShouldBe(("marts", null, "attic", false));
        var plain = loaded.Step("HTTPLogs.A").Outputs.Single();
        (plain.Key.Path, plain.Group, plain.Store).ShouldBe(("shop/a", "http_logs", null));
    }

    [Fact]
    public void A_step_is_sql_when_all_that_it_makes_are_queries()
    {
        using var loaded = LoadedAssembly.Of("""
            [Contract] public sealed record Row(int Id);
            public static class Assets
            {
                [Asset(As = Materialize.View)] public static Sql<Row> View() => $"select 1 as id";
                [Asset(As = Materialize.Ephemeral)] public static Task<(Sql<Row> A, Sql<Row>? B)> Both() => throw new InvalidOperationException();
                [Asset] public static (Sql<Row> C, Row[] D) Mixed() => throw new InvalidOperationException();
            }
            """);
        loaded.Catalog.Steps.Select(s => $"{s.Method} {s.IsSql} {string.Join(", ", s.Outputs.Select(o => $"{o.As} {o.Kinds.Single()}"))}").ShouldBe(
            ["Both True Ephemeral sql, Ephemeral sql", "Mixed False Table sql, Table csharp", "View True View sql"]);
    }

    [Fact]
    public void Keys_are_typed_and_as_visible_as_their_assets()
    {
        using var loaded = LoadedAssembly.Of("""
            namespace Deep.Down
            {
                [Contract] public sealed record Row(int Id);
                [Domain("d")] public static class Assets
                {
                    [Asset] public static Row[] Rows() => [];
                    [Asset] internal static int Value() => 1;
                    [Asset] public static void Effect() { }
                    [Asset] public static int @event() => 1;
                    [Asset] public static int AssetsCatalog() => 1;
                }
                public sealed class Sales { [Asset] public (Row[] A, int? B) Pair() => ([], 1); }
                internal static class SalesAssets { [Asset] public static int C() => 1; }
            }
            """);
        Members("Deep.Down.AssetsCatalog").ShouldBe(
            ["public AssetsCatalogAsset ArtifactKey`1 d/assets_catalog", "public Effect EffectKey d/effect", "public Rows TableKey`1 d/rows", "internal Value ArtifactKey`1 d/value", "public event ArtifactKey`1 d/event"]);
        Members("Deep.Down.SalesCatalog").ShouldBe(["public A TableKey`1 shop/a", "public B ArtifactKey`1 shop/b", "internal C ArtifactKey`1 shop/c"]);

        IEnumerable<string> Members(string type) => loaded.Assembly.GetType(type)!
            .GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => $"{(p.GetMethod!.IsPublic ? "public" : "internal")} {p.Name} {p.PropertyType.Name} {p.GetValue(null)}");
    }

    [Fact]
    public void Upstream_keys_come_from_the_parameter_the_name_or_the_class()
    {
        using var loaded = LoadedAssembly.Of("""
            [Contract] public sealed record Row(int Id);
            [Domain("raw")] public static class RawAssets { [Asset] public static Row[] HTTPLogs() => []; [Asset] public static (Row[] Left, Row[] Right) Both() => ([], []); }
            public static class Plain { [Asset] public static Row[] Own() => []; }
            [Domain("shop")] public static class Assets
            {
                [Asset, After(nameof(Plain.Own)), After(typeof(RawAssets), nameof(RawAssets.HTTPLogs), "Left")]
                public static void A(Row[] own, [Upstream(nameof(Plain.Own))] Row[] x, [Upstream(typeof(RawAssets), nameof(RawAssets.HTTPLogs))] Row[] y, [Upstream(typeof(RawAssets), "Right")] Row[] z) { }
            }
            """);
        var step = loaded.Step("Assets.A");
        step.Inputs.Select(i => $"{i.Name} {i.Key}").ShouldBe(["own shop/own", "x shop/own", "y raw/http_logs", "z raw/right"]);
        step.After.Select(k => k.Path).ShouldBe(["shop/own", "raw/http_logs", "raw/left"]);
    }
}
