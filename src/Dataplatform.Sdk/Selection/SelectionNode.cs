namespace Dataplatform.Sdk.Selection;

/// <summary>A selection as a tree: a closed set of cases.</summary>
internal abstract record SelectionNode
{
    private SelectionNode()
    {
    }

    /// <summary>Every computed asset: <c>*</c>.</summary>
    public sealed record Everything : SelectionNode;

    /// <summary>The assets of which an attribute has a value: <c>group:marts</c>.</summary>
    public sealed record Clause(SelectionAttribute Attribute, string Pattern, SelectionOrigin Origin) : SelectionNode
    {
        /// <summary>The value of a tag: <c>tag:tier=gold</c>; null means any.</summary>
        public string? TagValue { get; init; }

        /// <summary>Whether assets without the attribute are meant: <c>kind:&lt;null&gt;</c>.</summary>
        public bool IsNone { get; init; }
    }

    /// <summary>What all operands select; a negated operand takes away. Never holds another <see cref="AllOf"/>.</summary>
    public sealed record AllOf(IReadOnlyList<SelectionNode> Operands) : SelectionNode;

    /// <summary>What any operand selects. Never holds another <see cref="AnyOf"/>.</summary>
    public sealed record AnyOf(IReadOnlyList<SelectionNode> Operands) : SelectionNode;

    /// <summary>Every computed asset that the operand does not select.</summary>
    public sealed record Not(SelectionNode Operand) : SelectionNode;

    /// <summary>The operand with what is upstream and downstream of it, so many edges far.</summary>
    public sealed record Traverse(SelectionNode Operand, int Upstream, int Downstream) : SelectionNode
    {
        /// <summary>As far as there are edges.</summary>
        public const int Unlimited = int.MaxValue;

        /// <summary>No <c>+</c> on that side.</summary>
        public const int None = -1;
    }

    /// <summary>The first or last assets of the operand; of everything if it is null.</summary>
    public sealed record Ends(bool AreRoots, SelectionNode? Operand) : SelectionNode;

    /// <summary>Joins with <c>and</c>.</summary>
    public static SelectionNode And(SelectionNode left, SelectionNode right) => new AllOf([.. Conjuncts(left), .. Conjuncts(right)]);

    /// <summary>Joins with <c>or</c>.</summary>
    public static SelectionNode Or(SelectionNode left, SelectionNode right) => new AnyOf([.. Alternatives(left), .. Alternatives(right)]);

    private static IReadOnlyList<SelectionNode> Conjuncts(SelectionNode node) => node is AllOf all ? all.Operands : [node];

    private static IReadOnlyList<SelectionNode> Alternatives(SelectionNode node) => node is AnyOf any ? any.Operands : [node];
}
