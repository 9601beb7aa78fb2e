namespace Dataplatform.Sdk.Testing;

/// <summary>A cell with cells within: the fields of a record, the elements of a list, the keys and values of a dictionary.</summary>
/// <param name="items">The cells within; for a dictionary one of two cells for each key.</param>
/// <param name="isOrdered">Whether the order counts: it does not for a dictionary.</param>
internal sealed class NestedCell(IReadOnlyList<object?> items, bool isOrdered = true) : IEquatable<NestedCell>
{
    public IReadOnlyList<object?> Items => items;

    public bool Equals(NestedCell? other) => other is not null && items.Count == other.Items.Count
        && (isOrdered ? items.SequenceEqual(other.Items) : items.ToHashSet().SetEquals(other.Items));

    public override bool Equals(object? obj) => Equals(obj as NestedCell);

    public override int GetHashCode()
    {
        var hash = items.Count;
        foreach (var item in items)
        {
            // A sum is the same in every order.
            hash = unchecked(hash + (item?.GetHashCode() ?? 0));
        }

        return hash;
    }
}
