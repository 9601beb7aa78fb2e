namespace Dataplatform.Sdk.Analyzers.Extraction.Lineage;

/// <summary>Where a value in code comes from. It only ever grows.</summary>
internal sealed class CodeValue
{
    /// <summary>The input whose rows the output's own rows are; no input has this name.</summary>
    public const string Output = "^";

    private readonly SortedSet<string> _sources = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _keys = new(StringComparer.Ordinal);

    public CodeValue()
    {
    }

    public CodeValue(IEnumerable<string> sources) => _sources.UnionWith(sources);

    /// <summary>The sources, each <c>input.Member</c>, without those of rows as a whole.</summary>
    public IReadOnlyCollection<string> Sources => _sources;

    /// <summary>The sources of the key of a group.</summary>
    public IReadOnlyCollection<string> Keys => _keys;

    /// <summary>The input of which these are rows; null if they are none.</summary>
    public string? Rows { get; private set; }

    public CodeShape Shape { get; private set; }

    /// <summary>Whether it is what the method gives back.</summary>
    public bool IsOutput { get; set; }

    /// <summary>Everything that it comes from when it is used as it is: of rows every column.</summary>
    public IEnumerable<string> Whole => Rows is null ? _sources : _sources.Concat([Rows + ".*"]).Concat(_keys);

    public int Size => _sources.Count + _keys.Count + (Rows is null ? 0 : 1) + (int)Shape + (IsOutput ? 1 : 0);

    public static CodeValue RowsOf(string input, CodeShape shape) => new() { Rows = input, Shape = shape };

    /// <summary>The same rows in another shape.</summary>
    public CodeValue As(CodeShape shape, IEnumerable<string>? keys = null)
    {
        var value = new CodeValue(_sources) { Rows = Rows, Shape = shape };
        value._keys.UnionWith(keys ?? _keys);
        return value;
    }

    /// <summary>What a loop over it, or its first, is.</summary>
    public CodeValue Element() => Shape switch
    {
        CodeShape.Rows or CodeShape.Group => As(CodeShape.Row),
        CodeShape.Groups => As(CodeShape.Group),
        CodeShape.Map => As(CodeShape.Entry),
        _ => this,
    };

    /// <summary>What stands under a key.</summary>
    public CodeValue At() => Shape switch
    {
        CodeShape.Map => As(CodeShape.Row),
        _ => Element(),
    };

    /// <summary>Adds what another value comes from. Rows of different inputs are no rows any more.</summary>
    public void Add(CodeValue other)
    {
        IsOutput |= other.IsOutput;
        if (other.Rows is null || other.Rows == Rows && other.Shape == Shape)
        {
            _sources.UnionWith(other.Sources);
            _keys.UnionWith(other.Keys);
            return;
        }

        if (Rows is null && Shape == CodeShape.Plain && _sources.Count == 0)
        {
            (Rows, Shape) = (other.Rows, other.Shape);
            _sources.UnionWith(other.Sources);
            _keys.UnionWith(other.Keys);
            return;
        }

        _sources.UnionWith(Whole.ToList());
        _sources.UnionWith(other.Whole);
        (Rows, Shape) = (null, CodeShape.Plain);
    }

    public void Add(IEnumerable<string> sources) => _sources.UnionWith(sources);
}
