using Dataplatform.Sdk.Analyzers.Tests.Harness;
using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.Analyzers.Tests.Generation;

/// <summary>Whatever was typed before: the generator that remembers makes what one that remembers nothing makes.</summary>
public sealed class RandomEditTests
{
    // Each file in the forms that an edit can give it. They see each other through types, enums, constants, bases, partial
    // parts, aliases and nullability.
    private static readonly (string Name, string[] Forms)[] Files =
    [
        ("Names.cs",
        [
            "public static class Names { public const string Sales = \"sales\"; }",
            "public static class Names { public const string Sales = \"shop\"; }",
            "public static class Names { public const string Sales = \"shop\"; public static int F() => 1; }",
        ]),
        ("Base.cs",
        [
            "public class Base { public string Name { get; set; } = \"\"; }",
            "public class Base { public string? Name { get; set; } }",
            "#nullable disable\npublic class Base { public string Name { get; set; } }",
            "public class Base { public string Name { get; set; } = \"\"; public int More { get; set; } }",
        ]),
        ("Row.cs",
        [
            "[Contract] public sealed class Row : Base { public Color Color { get; set; } }",
            "public sealed class Row : Base { public Color Color { get; set; } }",
            "[Contract] public sealed class Row : Base { public Color Color { get; set; } public decimal Extra { get; set; } }",
            "[Contract] public sealed record Row(Color Color, string? Name, int More);",
            "[Contract, Outputs] public sealed record Row(int One, int Two);",
            "[Contract] public sealed class Row : Base { public Color Color { get; set; } public const string Domain = \"rows\"; }",
            "[Contract] public sealed partial class Row : Base { public Color Color { get; set; } }",
        ]),
        ("Nested.cs",
        [
            "[Contract] public sealed record Nested(int Id, IReadOnlyList<Inner> Inners, Key Key);",
            "[Contract] public sealed record Nested(int Id, Inner? Inner, Dictionary<Color, Row?> Rows);",
            "[Contract] public sealed record Nested(Wide[] Wide, List<Key?> Keys);",
        ]),
        ("Inner.cs",
        [
            "[Contract] public sealed record Inner(int One);",
            "[Contract] public sealed record Inner(int One, string? Two);",
            "[Contract] public sealed record Inner(int One, Key Two);",
            "public sealed record Inner(int One);",
            "[Contract] public readonly record struct Inner(int One);",
            "public readonly record struct Inner(int One);",
        ]),
        ("Key.cs",
        [
            "public readonly record struct Key(long Value);",
            "public readonly record struct Key(string Value);",
            "public readonly record struct Key(long Number);",
            "[Contract] public readonly record struct Key(long Value);",
            "public readonly record struct Key([Decimal(5, 2)] decimal Value); public readonly record struct Wide(Key Value);",
            "public enum Key { A, B }",
        ]),
        ("RowMore.cs", ["", "public sealed partial class Row { public long Id { get; set; } }"]),
        ("Color.cs", ["public enum Color { Red, Green }", "public enum Color { Red, Green, Blue }", "public enum Color { Red = 1, Rot = 1, Green }"]),
        ("Value.cs", ["public sealed record Value(int X);", "[Artifact] public sealed record Value(int X);", "namespace Elsewhere { [Artifact] public sealed record Value(int X); }"]),
        ("Global.cs", ["", "global using Elsewhere;", "global using Daily = Dataplatform.Sdk.AssetAttribute;", "global using System.Linq;"]),
        ("Assets.cs",
        [
            "[Domain(Names.Sales)] public static partial class SalesAssets { [Asset] public static IReadOnlyList<Row> Rows() => []; [Asset] public static int Count(IReadOnlyList<Row> rows, Value value) => 1; }",
            "[Domain(Names.Sales)] public static partial class SalesAssets { [Asset] public static IReadOnlyList<Row> Rows() { return []; } [Asset] public static int Count(IReadOnlyList<Row> rows, Value value) => 2; }",
            "[Domain(Names.Sales)] public static partial class SalesAssets { /// <summary>Doc.</summary>\n [Asset] public static IReadOnlyList<Row> Rows() => []; }",
            "[Domain(Row.Domain)] public static partial class SalesAssets { [Asset] public static Row Both() => null!; [Asset] public static IReadOnlyList<Row> Rows() => []; }",
            "public static partial class SalesAssets { [Asset] public static Sql<Row> Rows(Table<Row> source) => $\"select * from {source}\"; [Daily] public static Row One() => new(); }",
        ]),
        ("AssetsMore.cs", ["", "public static partial class SalesAssets { [Asset] public static int Rows(CancellationToken stop) => 1; }", "[Domain(\"more\")] public static class MoreAssets { [Asset] public static int More() => 1; }"]),
    ];

    [Fact]
    public void Remembering_never_shows()
    {
        var edit = from file in Gen.Choose(0, Files.Length - 1) from form in Gen.Choose(0, Files[file].Forms.Length - 1) select (file, form);

        Prop.ForAll(Gen.ListOf(edit, 14).Select(edits => edits.ToArray()).ToArbitrary(), edits =>
        {
            var editor = Editor.Open([.. Files.Select(file => (file.Name, file.Forms[0]))]);
            foreach (var (file, form) in edits)
            {
                editor.Change(compilation => compilation.ReplaceSyntaxTree(
                    compilation.SyntaxTrees.Single(tree => tree.FilePath == Files[file].Name),
                    Compiled.Tree(Text(Files[file].Forms[form]), Files[file].Name)));
                editor.Files().ShouldBe(editor.FilesFromScratch());
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(20261124UL, 1UL));
    }

    // Global using directives come first in a file.
    private static string Text(string form) => form.StartsWith("global", StringComparison.Ordinal) ? form : Compiled.Usings + form;
}
