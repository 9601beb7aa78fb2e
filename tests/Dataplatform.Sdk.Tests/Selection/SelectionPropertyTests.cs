using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Tests.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.Tests.Selection;

/// <summary>Laws of the algebra, on random expressions over random graphs.</summary>
public sealed class SelectionPropertyTests
{
    private static readonly string[] Awkward = ["a", "and", "or", "not", "x y", "1abc", "a\"b", "a\\b", "k=v", "<null>", "team:core", "sinks", "ünïcode", "a+b", "(", "-x", "*", "a*b"];

    /// <summary>Any expression, whatever it names: it is only printed and read.</summary>
    private static readonly Gen<AssetSelection> AnyExpression = Expression(Gen.OneOf(
        Gen.Elements(Awkward).Select(name => AssetSelection.Keys(new AssetKey(name))),
        Gen.Elements(Awkward).Select(name => AssetSelection.Groups(name)),
        Gen.Elements(Awkward).Select(name => AssetSelection.Owners(name, "other")),
        Gen.Elements(Awkward).Select(name => AssetSelection.Kinds(name)),
        Gen.Elements(Awkward).Select(name => AssetSelection.Tags(name)),
        Gen.Elements(Awkward).Select(name => AssetSelection.Tags($"key={name}")),
        Gen.Constant(AssetSelection.All),
        Gen.Constant(AssetSelection.Parse("kind:<null> or roots() or sinks()"))));

    [Fact]
    public void The_printed_text_reads_back_to_the_same_selection() => Laws.Hold(AnyExpression, selection =>
        AssetSelection.Parse(selection.ToString()).ShouldBe(selection));

    [Fact]
    public void Printed_text_reads_back_to_the_same_tree()
    {
        // Equality is by text, so the trees are compared by what they select as well.
        Check((graph, a, _) => Resolve(graph, AssetSelection.Parse(a.ToString())).ShouldBe(Resolve(graph, a)));
    }

    [Fact]
    public void Union_and_intersection_commute() => Check((graph, a, b) =>
    {
        Resolve(graph, a | b).ShouldBe(Resolve(graph, b | a));
        Resolve(graph, a & b).ShouldBe(Resolve(graph, b & a));
    });

    [Fact]
    public void De_Morgan_holds() => Check((graph, a, b) =>
    {
        Resolve(graph, !(a | b)).ShouldBe(Resolve(graph, !a & !b));
        Resolve(graph, !(a & b)).ShouldBe(Resolve(graph, !a | !b));
    });

    [Fact]
    public void Difference_takes_away() => Check((graph, a, b) =>
        Resolve(graph, a - b).ShouldBe(Resolve(graph, a).Except(Resolve(graph, b))));

    [Fact]
    public void Traversal_without_a_limit_is_a_closure() => Check((graph, a, _) =>
    {
        Resolve(graph, a.Upstream().Upstream()).ShouldBe(Resolve(graph, a.Upstream()));
        Resolve(graph, a.Downstream(0)).ShouldBe(Resolve(graph, a));
        Resolve(graph, a.Downstream(1).Downstream(2)).ShouldBe(Resolve(graph, a.Downstream(3)));
    });

    [Fact]
    public void Roots_and_sinks_hold_up_the_rest() => Check((graph, a, _) =>
    {
        Resolve(graph, a).ShouldBeSubsetOf(Resolve(graph, a.Roots().Downstream()));
        Resolve(graph, a).ShouldBeSubsetOf(Resolve(graph, a.Sinks().Upstream()));
    });

    private static void Check(Action<AssetGraph, AssetSelection, AssetSelection> law)
    {
        var gen =
            from random in RandomGraph.Generate
            from a in Expression(Atoms(random))
            from b in Expression(Atoms(random))
            select (random, a, b);
        Laws.Hold(gen, sample => law(sample.random.Catalog().Graph(), sample.a, sample.b));
    }

    private static Gen<AssetSelection> Atoms(RandomGraph random) => Gen.OneOf(
        Gen.Elements(random.Keys.ToArray()).Select(key => AssetSelection.Keys(new AssetKey(key))),
        Gen.Constant(AssetSelection.All),
        Gen.Constant(AssetSelection.Parse("*/a*")));

    private static Gen<AssetSelection> Expression(Gen<AssetSelection> atoms, int depth = 4) => depth == 0 ? atoms : Gen.OneOf(
        atoms,
        Gen.Two(Expression(atoms, depth - 1)).Select(pair => pair.Item1 | pair.Item2),
        Gen.Two(Expression(atoms, depth - 1)).Select(pair => pair.Item1 & pair.Item2),
        Gen.Two(Expression(atoms, depth - 1)).Select(pair => pair.Item1 - pair.Item2),
        Expression(atoms, depth - 1).Select(operand => !operand),
        Expression(atoms, depth - 1).Select(operand => operand.Upstream()),
        Expression(atoms, depth - 1).Select(operand => operand.Downstream(2)),
        Expression(atoms, depth - 1).Select(operand => operand.Roots()),
        Expression(atoms, depth - 1).Select(operand => operand.Sinks()));

    private static IEnumerable<string> Resolve(AssetGraph graph, AssetSelection selection) => selection.Resolve(graph).Select(key => key.Path);
}
