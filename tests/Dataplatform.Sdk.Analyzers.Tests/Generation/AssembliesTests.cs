using System.Reflection;
using Dataplatform.Sdk.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Tests.Generation;

public sealed class AssembliesTests
{
    private const string Library = """
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Shop")]
        namespace Acme.Raw
        {
            [Contract] public sealed record Order(long Id);
            [Domain("raw")] public static class RawAssets { [Asset] public static Order[] Orders() => []; [Asset] internal static Order[] Hidden() => []; }
        }
        """;

    [Fact]
    public void AddAssets_adds_the_assembly_and_those_that_it_references()
    {
        var library = Compiled.Clean(Library, "Acme.Raw");
        var other = Compiled.Clean("public static class ZooAssets { [Asset] public static int A() => 1; }", "A.Zoo");
        var app = Compiled.Clean("""
            using Acme.Raw;
            public static class Assets { [Asset] public static Order[] Copy([Upstream(typeof(RawAssets), nameof(RawAssets.Orders))] Order[] x) => x; }
            public static class Program { public static IDataplatformBuilder Go(IDataplatformBuilder b) => b.AddAssets(); }
            """, "Shop", library.Reference(), other.Reference());
        var registration = app.File("AssetRegistration");
        registration.ShouldContain("typeof(global::Shop.ShopAssetRegistration)");
        registration.Split('\n').Where(line => line.Contains("AddCatalog", StringComparison.Ordinal)).Select(line => line.Trim()).ShouldBe([
            "builder.AddCatalog(global::A.Zoo.AZooAssetRegistration.Catalog);",
            "builder.AddCatalog(global::Acme.Raw.AcmeRawAssetRegistration.Catalog);",
            "builder.AddCatalog(global::Shop.ShopAssetRegistration.Catalog);",
        ]);
    }

    [Fact]
    public void AddAssets_exists_without_any_asset()
    {
        var app = Compiled.Clean("public static class Program { public static IDataplatformBuilder Go(IDataplatformBuilder b) => b.AddAssets(); }");
        app.File("AssetRegistration").ShouldNotContain("AssetCatalog(1");
    }

    [Fact]
    public void A_class_named_as_the_assembly_does_not_clash_with_the_registration()
    {
        var app = Compiled.Clean("public static class Shop { [Asset] public static int A() => 1; }");
        app.File("AssetRegistration").ShouldContain("typeof(global::ShopAssetRegistration)");
    }

    [Fact]
    public void Assets_that_differ_only_in_case_class_or_parameters_have_files_of_their_own()
    {
        var compiled = Compiled.Raw("""
            namespace N { public static class A { [Asset] public static int Foo() => 1; [Asset] public static int fOO() => 2; [Asset] public static int Foo(TimeProvider t) => 3; } }
            namespace N.A_ { public static class B { [Asset] public static int Foo() => 1; } }
            namespace N { public static class A__B { [Asset] public static int Foo() => 1; } }
            """);
        compiled.CompilerDiagnostics().ShouldBeEmpty();
        compiled.Files().Count(file => file.Contains("oo.", StringComparison.OrdinalIgnoreCase)).ShouldBe(5);
    }

    [Fact]
    public void The_catalog_lists_the_steps_in_ordinal_order_and_once()
    {
        using var loaded = LoadedAssembly.Of("""
            public static class Z { [Asset] public static int A() => 1; }
            public static class B { [Asset] public static int b() => 1; [Asset] public static int Z() => 1; }
            """);
        loaded.Catalog.Steps.Select(s => s.Name).ShouldBe(["B.Z", "B.b", "Z.A"]);
        loaded.Catalog.Assembly.ShouldBe("Shop");
        loaded.Assembly.GetCustomAttribute<Dataplatform.Sdk.Catalog.AssetCatalogAttribute>()!.SchemaVersion.ShouldBe(1);
    }

    [Fact]
    public void A_broken_asset_hides_no_other_and_keeps_its_key()
    {
        var compiled = Compiled.Raw("""
            [Contract] public sealed record Row(int Id);
            public static class Assets
            {
                [Asset] private static Row[] Broken() => [];
                [Asset] public static Row[] Fine(Row[] broken) => broken;
            }
            public static class Use { public static TableKey<Row> Key => AssetsCatalog.Broken; }
            """);
        compiled.CompilerDiagnostics().ShouldBeEmpty();
        compiled.AnalyzerDiagnostics().Select(d => d.Id).ShouldBe(["DP0001"]);
        compiled.File("AssetRegistration").ShouldContain("Fine");
        compiled.File("AssetRegistration").ShouldNotContain("Assets_Broken");
    }

    [Fact]
    public void Types_that_do_not_exist_are_reported_by_the_compiler_alone()
    {
        var compiled = Compiled.Raw("""
            public static class Assets
            {
                [Asset] public static Missing[] A() => [];
                [Asset] public static int B(Table<Missing> a) => 1;
                [Asset] public static int C(IMissing a) => 1;
                [Asset] public static int D([Self] Missing? d) => 1;
            }
            [Contract] public sealed record Row(Missing Value);
            public sealed class Made(IMissing a) { [Asset] public int E() => a is null ? 1 : 2; }
            """);
        compiled.CompilerDiagnostics().ShouldAllBe(d => d.Id == "CS0246");
        compiled.CompilerDiagnostics().Count.ShouldBe(6);
        compiled.AnalyzerDiagnostics().ShouldBeEmpty();
    }
}
