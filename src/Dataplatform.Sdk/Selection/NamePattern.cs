namespace Dataplatform.Sdk.Selection;

/// <summary>A name in which <c>*</c> stands for any characters, none included.</summary>
internal readonly struct NamePattern(string pattern)
{
    private readonly string[] _parts = pattern.Split('*');

    public bool IsExact => _parts.Length == 1;

    public bool Matches(string name)
    {
        if (IsExact)
        {
            return name == _parts[0];
        }

        var first = _parts[0];
        var last = _parts[^1];
        if (name.Length < first.Length + last.Length
            || !name.StartsWith(first, StringComparison.Ordinal)
            || !name.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        // The leftmost place for each part in between leaves the most room for those after it.
        var at = first.Length;
        var end = name.Length - last.Length;
        foreach (var part in _parts.AsSpan(1, _parts.Length - 2))
        {
            var found = name.AsSpan(at, end - at).IndexOf(part, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at += found + part.Length;
        }

        return true;
    }
}
