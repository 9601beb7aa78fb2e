using Dataplatform.Sdk.CodeVersions;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Tests.CodeVersions;

public sealed class CodeVersionTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, CodeVersion>> Sample = new(() => new VersionBuild().Versions());

    [Theory]
    [InlineData("/src/shop", false)]
    [InlineData("/home/ada/work/deep/below", false)]
    [InlineData("/home/ada/work/deep/below", true)]
    public void Clean_builds_in_different_folders_have_equal_versions(string folder, bool mapsPaths)
    {
        var versions = new VersionBuild { Folder = folder, MapsPaths = mapsPaths }.Versions();
        versions.Keys.ShouldBe(Sample.Value.Keys);
        foreach (var (step, version) in versions)
        {
            var first = Sample.Value[step];
            (version.Hash, version.Build).ShouldBe((first.Hash, first.Build), step);
            version.Parts.ShouldBe(first.Parts, step);
        }
    }

    [Fact]
    public void A_file_local_type_has_no_path_in_its_version()
    {
        var build = new VersionBuild();
        build = build.With("Helpers.cs", build.Files["Helpers.cs"]
            .Replace("=> Tax.Apply(gross);", "=> Tax.Apply(gross) + Hidden.Any(new Concrete()) + Hidden.Values.Length;", StringComparison.Ordinal)
            + "\nfile abstract class Hidden { public static int[] Values = [1]; public abstract int Get(); public static int Any(Hidden hidden) => hidden.Get(); }\nfile sealed class Concrete : Hidden { public override int Get() => 3; }");
        (build with { Folder = "/elsewhere" }).Versions()["SalesAssets.Discounted"].Hash.ShouldBe(build.Versions()["SalesAssets.Discounted"].Hash);
    }

    [Fact]
    public void Parts_name_what_was_reached()
    {
        Sample.Value["SalesAssets.Discounted"].Parts.Select(part => part.Name).ShouldBe([
            "contract Customer", "contract Order", "contract Total", "definition SalesAssets.Discounted",
            "calls Cents.Half", "calls Customer.CustomerId", "calls Order.Amount", "calls Order.CustomerId", "calls Pricing.Net", "calls Tax.Apply", "calls Tax.Parse", "calls new Customer", "calls new Order", "calls new Total",
            "field Tax.Rate", "method SalesAssets.Discounted", "type Customer", "type Order", "type Total",
        ], ignoreOrder: true, customMessage: string.Join("\n", Sample.Value["SalesAssets.Discounted"].Parts));
        Sample.Value["ReportAssets.Summary"].Parts.ShouldContain(part => part.Name == "package Foo 1.0.0" && !part.IsCompiled);
        Sample.Value["ReportAssets.Items"].Parts.ShouldContain(part => part.Name == "calls Numbers.Twice" && part.IsCompiled);
    }

    [Theory]
    [InlineData("a callee three calls down", "SalesAssets.Discounted", "calls Cents.Half")]
    [InlineData("a static readonly value two calls down", "SalesAssets.Discounted", "field Tax.Rate")]
    [InlineData("a query's text", "SalesAssets.Totals", "method SalesAssets.Totals")]
    [InlineData("a fragment of a query", "SalesAssets.Totals", "calls Fragments.Positive")]
    [InlineData("a view becomes a table", "SalesAssets.LargeTotals", "definition SalesAssets.LargeTotals")]
    [InlineData("a value of an enum column", "ReportAssets.Ratings", "contract Rated")]
    [InlineData("an interface's implementation that is made here", "ReportAssets.Ratings", "calls SteepRule.Rate")]
    [InlineData("a static method call moves before another", "ReportAssets.Items", "calls ReportAssets.Fib")]
    public void The_part_that_differs_says_why(string edit, string step, string part)
    {
        var after = VersionEdits.All.Single(candidate => candidate.Name == edit).Apply(new VersionBuild()).Versions()[step];
        var before = Sample.Value[step].Parts.ToDictionary(known => known.Name, known => known.Hash, StringComparer.Ordinal);
        after.Parts.Where(now => before.GetValueOrDefault(now.Name) != now.Hash).Select(now => now.Name).ShouldContain(part);
    }

    [Fact]
    public void Another_configuration_is_another_build()
    {
        var debug = new VersionBuild { Optimization = OptimizationLevel.Debug }.Versions()["ReportAssets.Summary"];
        var release = Sample.Value["ReportAssets.Summary"];
        release.Build.ShouldStartWith("optimized, compiler 4.14.0");
        debug.Build.ShouldContain("not optimized");
        debug.Hash.ShouldNotBe(release.Hash);
        // What no compiler touches can be compared all the same.
        debug.Parts.Where(part => !part.IsCompiled).ShouldBe(release.Parts.Where(part => !part.IsCompiled));
    }

    [Fact]
    public void A_declared_version_is_taken_as_it_is()
    {
        var version = Sample.Value["ReportAssets.Fixed"];
        (version.Hash, version.Build, version.IsDeclared).ShouldBe(("1", string.Empty, true));
        Should.Throw<DataplatformException>(() => new VersionBuild().With("More.cs", "namespace Shop; public static class M { [Asset, CodeVersion(\" \")] public static int A() => 1; }").Versions())
            .Message.ShouldContain("The [CodeVersion] of 'M.A' is blank.");
    }

    /// <summary>Code that differs in meaning only: two versions of one method that must never be taken for the same.</summary>
    [Theory]
    [InlineData("int x = 1; return x + 2;", "int x = 1; return x - 2;")]
    [InlineData("return X.A;", "return X.B;")]
    [InlineData("return X.P;", "return X.Q;")]
    [InlineData("return new Dto().First;", "return new Dto().Second;")]
    [InlineData("return (int)(long)int.Parse(\"1\");", "return (int)(short)int.Parse(\"1\");")]
    [InlineData("return checked(X.A + 1);", "return unchecked(X.A + 1);")]
    [InlineData("return new[] { 1, 2, 3, 4, 5, 6 }.Length;", "return new[] { 1, 2, 3, 4, 5, 7 }.Length;")]
    [InlineData("return typeof(Dto).Name.Length;", "return typeof(Other).Name.Length;")]
    [InlineData("return new List<Dto>().Count;", "return new List<Other>().Count;")]
    [InlineData("Base b = new Derived(); return b.One();", "Base b = new Derived(); return b.Two();")]
    [InlineData("return X.Twice(1) + X.Thrice(2);", "return X.Thrice(1) + X.Twice(2);")]
    [InlineData("try { return X.A; } finally { X.A = 2; }", "try { return X.A; } catch { X.A = 2; throw; }")]
    [InlineData("for (var i = 0; i < 9; i++) { if (i == X.A) break; } return 1;", "for (var i = 0; i < 9; i++) { if (i == X.A) continue; } return 1;")]
    [InlineData("Func<int, int> f = X.Twice; return f(1);", "Func<int, int> f = X.Thrice; return f(1);")]
    [InlineData("return X.A > 0 ? X.B : X.Twice(3);", "return X.A > 0 ? X.Twice(3) : X.B;")]
    [InlineData("var o = new { First = 1 }; return o.ToString()!.Length;", "var o = new { Second = 1 }; return o.ToString()!.Length;")]
    [InlineData("return X.Sum<Dto>();", "return X.Sum<Wide>();")]
    [InlineData("return (int)default(Money).Value;", "return (int)default(Money).Other;")]
    [InlineData("return X.Add<Plus>(1, 2);", "return X.Add<Minus>(1, 2);")]
    public void Different_meaning_is_a_different_version(string one, string other) => Hash(one).ShouldNotBe(Hash(other));

    [Theory]
    [InlineData("int x = 1; return x + 2;", "int y = 1; return y + 2;")]
    [InlineData("return X.Even(3) ? 1 : 0;", "{ { return X.Even(3) ? 1 : 0; } }")]
    [InlineData("return X.Line();", "\n\n\n return X.Line();")]
    [InlineData("return X.Express(X.A + 1);", "return X.Express(X.A  +  1);")]
    public void The_same_meaning_is_the_same_version(string one, string other) => Hash(one).ShouldBe(Hash(other));

    private static string Hash(string body) => new VersionBuild { Files = new Dictionary<string, string> { ["A.cs"] = $$"""
        using System.Runtime.CompilerServices;
        public static class Assets { [Asset] public static int Value() { {{body}} } }
        public sealed class Dto { public int First { get; set; } public int Second { get; set; } }
        public sealed class Other { public int First { get; set; } public int Third { get; set; } }
        public sealed class Wide { public long First { get; set; } public int Second { get; set; } }
        public record struct Money(decimal Value, decimal Other);
        public abstract class Base { public virtual int One() => 0; public virtual int Two() => 0; }
        public sealed class Derived : Base { public override int One() => 1; public override int Two() => 2; }
        public interface IOperator { static abstract int Do(int a, int b); }
        public struct Plus : IOperator { public static int Do(int a, int b) => a + b; }
        public struct Minus : IOperator { public static int Do(int a, int b) => a - b; }
        public static class X
        {
            public static int A;
            public static int B;
            public static int P { get; set; }
            public static int Q { get; set; }
            public static int Twice(int x) => 2 * x;
            public static int Thrice(int x) => 3 * x;
            public static int Sum<T>() where T : new() => System.Text.Json.JsonSerializer.Serialize(new T()).Length;
            public static int Add<T>(int a, int b) where T : IOperator => T.Do(a, b);
            public static bool Even(int n) => n == 0 || Odd(n - 1);
            public static bool Odd(int n) => n != 0 && Even(n - 1);
            public static int Line([CallerLineNumber] int line = 0) => 1;
            public static int Express(int x, [CallerArgumentExpression(nameof(x))] string? text = null) => x;
        }
        """ } }.Versions()["Assets.Value"].Hash;
}
