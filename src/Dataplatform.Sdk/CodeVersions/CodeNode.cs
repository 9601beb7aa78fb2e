namespace Dataplatform.Sdk.CodeVersions;

/// <summary>
/// One member or fact that an asset reaches. Its content names other own members only by their place among
/// <see cref="References"/>, so that neither names nor tokens of the compiler's own making are part of it.
/// </summary>
/// <param name="kind">What it stands for.</param>
/// <param name="display">What people call it; empty if it is only seen as part of others.</param>
/// <param name="write">Writes the content; called once, when it is first needed.</param>
internal sealed class CodeNode(CodeNodeKind kind, string display, Action<CodeContent>? write)
{
    private static readonly byte[] Nothing = new byte[CodeContent.HashLength];
    private byte[]? _hash;
    private string? _namedHash;
    private CodeNode[] _references = [];

    public CodeNodeKind Kind { get; } = kind;

    public string Display { get; } = display;

    /// <summary>Whether the content is made from IL.</summary>
    public bool IsCompiled => Kind is CodeNodeKind.Call or CodeNodeKind.Field or CodeNodeKind.Type;

    /// <summary>With what the code was compiled; null for what is not code.</summary>
    public string? Build { get; init; }

    /// <summary>The hash of the content, without what it refers to.</summary>
    public byte[] Hash
    {
        get
        {
            Complete();
            return _hash!;
        }
    }

    /// <summary>What the content refers to, each once, in the order of its first mention.</summary>
    public IReadOnlyList<CodeNode> References
    {
        get
        {
            Complete();
            return _references;
        }
    }

    /// <summary>The hash with the names of what is mentioned, so that two calls changing places are a change of the caller.</summary>
    public string NamedHash
    {
        get
        {
            if (_namedHash is null)
            {
                using var content = new CodeContent();
                content.Write(Hash);
                foreach (var mentioned in _references)
                {
                    content.Write(mentioned.Display);
                }

                _namedHash = content.Digits(16);
            }

            return _namedHash;
        }
    }

    private void Complete()
    {
        if (_hash is not null)
        {
            return;
        }

        if (write is null)
        {
            _hash = Nothing;
            return;
        }

        using var content = new CodeContent();
        write(content);
        (_hash, _references) = content.Complete();
    }
}
