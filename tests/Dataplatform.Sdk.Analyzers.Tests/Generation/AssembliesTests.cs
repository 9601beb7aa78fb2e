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
    public void Two_libraries_may_have_a_class_of_one_name_and_two_apps_may_use_one_library()
    {
        const string source = "namespace Sales { [Domain(\"DOMAIN\")] public static class SalesAssets { [Asset] public static int Count() => 1; } }";
        var one = Compiled.Clean(source.Replace("DOMAIN", "one", StringComparison.Ordinal), "One").Reference();
        var two = Compiled.Clean(source.Replace("DOMAIN", "two", StringComparison.Ordinal), "Two").Reference();
        const string program = "public static class Program { public static IDataplatformBuilder Go(IDataplatformBuilder b) => b.AddAssets(); }";

        var both = Compiled.Clean(program, "App", one, two).File("AssetRegistration");
        var other = Compiled.Clean(program, "OtherApp", one).File("AssetRegistration");

        both.ShouldContain("builder.AddCatalog(global::One.OneAssetRegistration.Catalog);");
        both.ShouldContain("builder.AddCatalog(global::Two.TwoAssetRegistration.Catalog);");
        other.ShouldContain("builder.AddCatalog(global::One.OneAssetRegistration.Catalog);");
        other.ShouldNotContain("Two");
    }

    [Fact]
    public void One_domain_in_two_assemblies_is_told_where_it_can_be_changed()
    {
        var library = Compiled.Clean("[Domain(\"shop\")] public static class RawAssets { [Asset] public static int Raw() => 1; }", "Library").Reference();

        Marked.One("[Domain(\"shop\")] public static class MartAssets { [Asset] public static int {|DP1009:Count|}() => 1; [Asset] public static int More() => 1; }", "App", library)
            .ShouldBe("'MartAssets.Count' declares an asset of the domain 'shop' in 'App', but 'Library' does so too. One domain lives in one assembly: move the assets, or give them another [Domain].");
    }

    [Fact]
    public void A_library_of_an_older_version_goes_on_working_and_one_of_a_newer_is_told()
    {
        static MetadataReference Library(int version) => Compiled.Raw($$"""
            [assembly: Dataplatform.Sdk.Catalog.AssetCatalog({{version}}, typeof(Registration))]
            public static class Registration { public static Dataplatform.Sdk.Catalog.AssetCatalog Catalog => null!; }
            """, "Library").Reference();
        const string program = "public static class Program { public static IDataplatformBuilder Go(IDataplatformBuilder b) => b.AddAssets(); }";

        Compiled.Clean(program, "App", Library(1)).File("AssetRegistration").ShouldContain("builder.AddCatalog(global::Registration.Catalog);");
        var newer = Compiled.Raw(program, "App", Library(2));
        newer.AnalyzerDiagnostics().ShouldHaveSingleItem().GetMessage().ShouldBe(
            "The assets of 'Library' were compiled with a newer Dataplatform.Sdk (catalog version 2, this one knows 1). Update Dataplatform.Sdk in this project.");
        newer.File("AssetRegistration").ShouldNotContain("Registration.Catalog)");
    }

    [Fact]
    public void A_type_of_another_generator_is_told()
    {
        const string source = "public static class Assets { [Asset] public static IReadOnlyList<Made> Rows() => []; [Asset] public static int Count() => 1; }";
        var generated = Compiled.Raw(source).Compilation;
        var whole = generated.AddSyntaxTrees(Compiled.Tree("[Dataplatform.Sdk.Contract] public sealed record Made(int Id);", "Made.g.cs"));

        var told = (new Compiled(whole, null!).AnalyzerDiagnostics()).ShouldHaveSingleItem();

        told.Id.ShouldBe("DP0014");
        told.GetMessage().ShouldBe("'Assets.Rows' is left out: a type in its signature is made by another source generator, which this one cannot see. Declare the type by hand, or in a project that this one references.");
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
    public void Classes_whose_names_read_alike_have_files_of_their_own()
    {
        var compiled = Compiled.Raw("""
            namespace N { public static class A { [Asset] public static int Foo() => 1; [Asset] public static int fOO() => 2; [Asset] public static int Foo(TimeProvider t) => 3; } }
            namespace N.A_ { public static class B { [Asset] public static int Foo() => 1; } }
            namespace N { public static class A__B { [Asset] public static int Foo() => 1; } }
            """);
        compiled.CompilerDiagnostics().ShouldBeEmpty();
        compiled.Files().Count(file => file.Contains(".Steps.", StringComparison.Ordinal)).ShouldBe(3);
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
