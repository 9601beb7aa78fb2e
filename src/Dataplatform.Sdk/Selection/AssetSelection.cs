using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Selection;

/// <summary>
/// Which assets are meant: an immutable expression over a graph that it does not know yet. Its text reads back to the
/// same selection.
/// </summary>
/// <example><code>AssetSelection.Keys(SalesCatalog.CustomerOrders).Upstream() - AssetSelection.Groups("ingest")</code></example>
public sealed class AssetSelection : IEquatable<AssetSelection>
{
    private readonly SelectionNode _node;
    private string? _text;

    private AssetSelection(SelectionNode node) => _node = node;

    /// <summary>Every computed asset: <c>*</c>.</summary>
    public static AssetSelection All { get; } = new(new SelectionNode.Everything());

    /// <summary>The assets of these keys; typed keys of catalogs convert by themselves.</summary>
    /// <exception cref="ArgumentException">There is no key.</exception>
    public static AssetSelection Keys(params AssetKey[] keys) => Any(SelectionAttribute.Key, [.. keys.Select(key => key.Path)]);

    /// <summary>The computed assets of these groups; <c>*</c> stands for any characters.</summary>
    /// <exception cref="ArgumentException">There is no group.</exception>
    public static AssetSelection Groups(params string[] groups) => Any(SelectionAttribute.Group, groups);

    /// <summary>The computed assets with one of these tags, each <c>key</c> (any value) or <c>key=value</c>.</summary>
    /// <exception cref="ArgumentException">There is no tag.</exception>
    public static AssetSelection Tags(params string[] tags) => Any(SelectionAttribute.Tag, tags);

    /// <summary>The computed assets of these owners.</summary>
    /// <exception cref="ArgumentException">There is no owner.</exception>
    public static AssetSelection Owners(params string[] owners) => Any(SelectionAttribute.Owner, owners);

    /// <summary>The computed assets of these kinds.</summary>
    /// <exception cref="ArgumentException">There is no kind.</exception>
    public static AssetSelection Kinds(params string[] kinds) => Any(SelectionAttribute.Kind, kinds);

    /// <summary>Reads the selection syntax, see docs/selection.md.</summary>
    /// <exception cref="SelectionException">The text is no selection; it names the place.</exception>
    public static AssetSelection Parse(string text) => new(SelectionParser.Parse(text));

    /// <summary>The asset of a key.</summary>
    public static implicit operator AssetSelection(AssetKey key) => Keys(key);

    /// <summary>What either selects.</summary>
    public static AssetSelection operator |(AssetSelection left, AssetSelection right) => new(SelectionNode.Or(left._node, right._node));

    /// <summary>What both select.</summary>
    public static AssetSelection operator &(AssetSelection left, AssetSelection right) => new(SelectionNode.And(left._node, right._node));

    /// <summary>What the left one selects and the right one does not.</summary>
    public static AssetSelection operator -(AssetSelection left, AssetSelection right) =>
        new(SelectionNode.And(left._node, new SelectionNode.Not(right._node)));

    /// <summary>Every computed asset that the operand does not select.</summary>
    public static AssetSelection operator !(AssetSelection selection) => new(new SelectionNode.Not(selection._node));

    /// <summary>Whether both are written the same.</summary>
    public static bool operator ==(AssetSelection? left, AssetSelection? right) => Equals(left, right);

    /// <summary>Whether both are written differently.</summary>
    public static bool operator !=(AssetSelection? left, AssetSelection? right) => !Equals(left, right);

    /// <summary>These assets and those that they depend on, external ones included.</summary>
    /// <param name="depth">So many edges far; null means as far as there are edges.</param>
    public AssetSelection Upstream(int? depth = null) =>
        new(new SelectionNode.Traverse(_node, Checked(depth), SelectionNode.Traverse.None));

    /// <summary>These assets and those that depend on them.</summary>
    /// <param name="depth">So many edges far; null means as far as there are edges.</param>
    public AssetSelection Downstream(int? depth = null) =>
        new(new SelectionNode.Traverse(_node, SelectionNode.Traverse.None, Checked(depth)));

    /// <summary>Those of these assets that need none of the others, however far; an external asset only where none of the others needs it.</summary>
    public AssetSelection Roots() => new(new SelectionNode.Ends(AreRoots: true, _node));

    /// <summary>Those of these assets that none of the others needs, however far.</summary>
    public AssetSelection Sinks() => new(new SelectionNode.Ends(AreRoots: false, _node));

    /// <summary>The selected assets, in the order of the graph.</summary>
    /// <exception cref="SelectionException">A name does not exist, or a pattern matches nothing.</exception>
    public IReadOnlyList<AssetKey> Resolve(AssetGraph graph) => [.. ResolveSet(graph).Select(index => graph.Assets[index].Key)];

    /// <summary>Whether the other is written the same.</summary>
    public bool Equals(AssetSelection? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AssetSelection);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The selection in its syntax, always in the same form.</summary>
    public override string ToString() => _text ??= SelectionPrinter.Print(_node);

    internal AssetSet ResolveSet(AssetGraph graph) => new SelectionResolver(graph).Resolve(_node);

    private static AssetSelection Any(SelectionAttribute attribute, IReadOnlyList<string> values)
    {
        SelectionNode[] clauses = [.. values.Select(value => ClauseOf(attribute, value))];
        return clauses.Length switch
        {
            0 => throw new ArgumentException($"A selection by {SelectionSyntax.NameOf(attribute)} needs at least one."),
            1 => new(clauses[0]),
            _ => new(new SelectionNode.AnyOf(clauses)),
        };
    }

    private static SelectionNode.Clause ClauseOf(SelectionAttribute attribute, string value) =>
        attribute == SelectionAttribute.Tag && value.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0
            ? new(attribute, value[..equals], default) { TagValue = value[(equals + 1)..] }
            : new(attribute, value, default);

    private static int Checked(int? depth) => depth switch
    {
        null => SelectionNode.Traverse.Unlimited,
        < 0 => throw new ArgumentOutOfRangeException(nameof(depth), depth, "The number of edges is negative."),
        { } edges => edges,
    };
}
