namespace Dataplatform.Sdk.Selection;

/// <summary>Walks over the text of a selection, a word, number or sign at a time.</summary>
internal sealed class SelectionScanner(string text)
{
    private int _position;

    public string Text => text;

    /// <summary>The next character that is not white space; the end of the text if there is none.</summary>
    public int Position
    {
        get
        {
            while (_position < text.Length && char.IsWhiteSpace(text[_position]))
            {
                _position++;
            }

            return _position;
        }
    }

    public bool IsAtEnd => Position == text.Length;

    public static bool BeginsWord(char c) => char.IsLetter(c) || c is '_' or '*';

    // A colon is part of owners such as team:core, but ends a word that is not a value: the attribute's name.
    public static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '*' or '/' or '.' or '-' or '@' or ':';

    /// <summary>Takes a sign if it is next.</summary>
    public bool Take(char sign)
    {
        if (IsAtEnd || text[Position] != sign)
        {
            return false;
        }

        _position++;
        return true;
    }

    public bool Peek(char sign) => !IsAtEnd && text[Position] == sign;

    /// <summary>The word that is next and where it ends, without taking it; null if none is.</summary>
    public string? PeekWord(bool isValue = false)
    {
        var start = Position;
        return start < text.Length && BeginsWord(text[start]) ? text[start..EndOfWord(start, isValue)] : null;
    }

    public bool TakeKeyword(string keyword)
    {
        if (PeekWord() is not { } word || !SelectionSyntax.IsKeyword(word, keyword))
        {
            return false;
        }

        _position += word.Length;
        return true;
    }

    public string TakeWord(bool isValue = false)
    {
        var word = PeekWord(isValue)!;
        _position += word.Length;
        return word;
    }

    public bool PeekDigit() => !IsAtEnd && char.IsAsciiDigit(text[Position]);

    /// <summary>Takes a number of edges.</summary>
    public int TakeDepth()
    {
        var start = Position;
        var end = EndOfWord(start, isValue: false);
        if (text.AsSpan(start, end - start).ContainsAnyExceptInRange('0', '9'))
        {
            throw Error($"'{text[start..end]}' begins with a digit.", start, "Write names that begin with a digit in quotes: key:\"1abc\".");
        }

        _position = end;
        return int.TryParse(text.AsSpan(start, end - start), out var depth) && depth < SelectionNode.Traverse.Unlimited
            ? depth
            : throw Error($"'{text[start..end]}' is too large a number of edges.", start, "Leave the number out to go as far as there are edges.");
    }

    /// <summary>Takes a text in quotes, of which the opening one is next.</summary>
    public string TakeQuoted()
    {
        var start = Position;
        var value = new System.Text.StringBuilder();
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                _position = i + 1;
                return value.ToString();
            }

            if (text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
            }

            value.Append(text[i]);
        }

        throw Error("The closing quote is missing.", start);
    }

    /// <summary>What is next, for a message.</summary>
    public string Describe()
    {
        if (IsAtEnd)
        {
            return "the end";
        }

        return PeekWord() is { } word ? $"'{word}'" : $"'{text[Position]}'";
    }

    public SelectionException Error(string problem, int position, string? hint = null) => new(problem, text, position, hint);

    private int EndOfWord(int start, bool isValue)
    {
        var end = start;
        while (end < text.Length && IsWord(text[end]) && (isValue || text[end] != ':'))
        {
            end++;
        }

        return end;
    }

    /// <summary>Takes a sequence of signs if it is next.</summary>
    public bool Take(string signs)
    {
        if (string.CompareOrdinal(text, Position, signs, 0, signs.Length) != 0)
        {
            return false;
        }

        _position += signs.Length;
        return true;
    }
}
