namespace Dataplatform.Sdk.Selection;

/// <summary>
/// Reads the selection syntax, by recursive descent: <c>or</c> binds weakest, then <c>and</c>, <c>not</c>, and the
/// <c>+</c> on either side of an atom.
/// </summary>
internal sealed class SelectionParser
{
    // Deep enough for people and far from the end of the stack.
    private const int MaxNesting = 200;

    private readonly SelectionScanner _scan;
    private int _nesting;

    private SelectionParser(string text) => _scan = new SelectionScanner(text);

    public static SelectionNode Parse(string text)
    {
        var parser = new SelectionParser(text);
        if (parser._scan.IsAtEnd)
        {
            throw parser._scan.Error("The selection is empty.", 0, "'*' selects everything.");
        }

        var node = parser.ReadOr();
        return parser._scan.IsAtEnd ? node : throw parser.Unexpected();
    }

    private SelectionNode ReadOr()
    {
        var node = ReadAnd();
        while (_scan.TakeKeyword("or"))
        {
            node = SelectionNode.Or(node, ReadAnd());
        }

        return node;
    }

    private SelectionNode ReadAnd()
    {
        var node = ReadNot();
        while (_scan.TakeKeyword("and"))
        {
            node = SelectionNode.And(node, ReadNot());
        }

        return node;
    }

    private SelectionNode ReadNot()
    {
        if (!_scan.TakeKeyword("not"))
        {
            return ReadTraversal();
        }

        Enter();
        var operand = ReadNot();
        _nesting--;
        return new SelectionNode.Not(operand);
    }

    private SelectionNode ReadTraversal()
    {
        var upstream = SelectionNode.Traverse.None;
        if (_scan.PeekDigit())
        {
            var at = _scan.Position;
            upstream = _scan.TakeDepth();
            if (!_scan.Take('+'))
            {
                throw _scan.Error("A number says how many edges to go, so a '+' must follow it.", at, "Write 2+x for two edges upstream, x+2 for two edges downstream.");
            }
        }
        else if (_scan.Take('+'))
        {
            upstream = SelectionNode.Traverse.Unlimited;
        }

        var start = _scan.Position;
        var node = ReadAtom(isTraversed: upstream != SelectionNode.Traverse.None, out var isStar);
        var downstream = SelectionNode.Traverse.None;
        if (!_scan.IsAtEnd && _scan.Peek('+'))
        {
            if (isStar)
            {
                throw StarTraversed(start);
            }

            _scan.Take('+');
            downstream = _scan.PeekDigit() ? _scan.TakeDepth() : SelectionNode.Traverse.Unlimited;
        }

        return upstream == SelectionNode.Traverse.None && downstream == SelectionNode.Traverse.None
            ? node
            : new SelectionNode.Traverse(node, upstream, downstream);
    }

    private SelectionNode ReadAtom(bool isTraversed, out bool isStar)
    {
        isStar = false;
        var start = _scan.Position;
        if (_scan.Take('('))
        {
            Enter();
            var inner = ReadOr();
            Close(start);
            return inner;
        }

        if (_scan.Peek('"'))
        {
            return new SelectionNode.Clause(SelectionAttribute.Key, Required(_scan.TakeQuoted(), start), new(_scan.Text, start));
        }

        if (_scan.PeekWord() is not { } word || IsKeyword(word))
        {
            throw _scan.Error($"A selection is expected, but there is {_scan.Describe()}.", start, Expectation(isTraversed));
        }

        _scan.TakeWord();
        if (_scan.Peek(':'))
        {
            return ReadClause(word, start);
        }

        if (_scan.Peek('('))
        {
            return ReadFunction(word, start);
        }

        isStar = word == "*";
        if (isStar && isTraversed)
        {
            throw StarTraversed(start);
        }

        return isStar
            ? new SelectionNode.Everything()
            : new SelectionNode.Clause(SelectionAttribute.Key, word, new(_scan.Text, start));
    }

    private SelectionNode.Ends ReadFunction(string word, int start)
    {
        if (word is not (SelectionSyntax.Sinks or SelectionSyntax.Roots))
        {
            throw _scan.Error(
                $"There is no function '{word}'.{NearestName.Suggestion(word, [SelectionSyntax.Roots, SelectionSyntax.Sinks])}",
                start,
                "The functions are sinks(…) and roots(…).");
        }

        var open = _scan.Position;
        _scan.Take('(');
        Enter();
        var operand = _scan.Peek(')') ? null : ReadOr();
        Close(open);
        return new SelectionNode.Ends(word == SelectionSyntax.Roots, operand);
    }

    private SelectionNode.Clause ReadClause(string name, int start)
    {
        if (SelectionSyntax.AttributeOf(name) is not { } attribute)
        {
            throw _scan.Error(
                $"There is no attribute '{name}'.{NearestName.Suggestion(name, SelectionSyntax.AttributeNames)}",
                start,
                $"The attributes are {SelectionSyntax.Attributes}.");
        }

        _scan.Take(':');
        var at = _scan.Position;
        var origin = new SelectionOrigin(_scan.Text, at);
        if (_scan.Take(SelectionSyntax.None))
        {
            return attribute is SelectionAttribute.Key or SelectionAttribute.Group
                ? throw _scan.Error($"Every asset has a {name}.", at)
                : new SelectionNode.Clause(attribute, string.Empty, origin) { IsNone = true };
        }

        var value = ReadValue(name);
        var tagValue = attribute == SelectionAttribute.Tag && _scan.Take('=') ? ReadValue("the tag") : null;
        return new SelectionNode.Clause(attribute, value, origin) { TagValue = tagValue };
    }

    private string ReadValue(string owner)
    {
        var at = _scan.Position;
        if (_scan.Peek('"'))
        {
            var quoted = _scan.TakeQuoted();
            return owner == "the tag" ? quoted : Required(quoted, at);
        }

        if (_scan.PeekDigit())
        {
            throw _scan.Error("A value that begins with a digit must be in quotes.", at);
        }

        return _scan.PeekWord(isValue: true) is not null
            ? _scan.TakeWord(isValue: true)
            : throw _scan.Error($"The value of {owner} is missing.", at);
    }

    private string Required(string value, int at) => value.Length > 0 ? value : throw _scan.Error("The name is empty.", at);

    private void Enter()
    {
        if (++_nesting > MaxNesting)
        {
            throw _scan.Error("The selection is nested too deeply.", _scan.Position);
        }
    }

    private void Close(int open)
    {
        _nesting--;
        if (!_scan.Take(')'))
        {
            throw _scan.IsAtEnd
                ? _scan.Error("A closing parenthesis is missing.", _scan.Position, $"The parenthesis that was opened at character {(open + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)} is still open.")
                : Unexpected();
        }
    }

    private SelectionException Unexpected() => _scan.Error($"There is {_scan.Describe()}, which does not continue the selection.", _scan.Position, Continuation());

    private SelectionException StarTraversed(int at) => _scan.Error("'*' is everything and takes no '+'.", at, "To add external parents, write +(*).");

    private string Continuation()
    {
        if (_scan.Peek(')'))
        {
            return "No parenthesis is open here.";
        }

        if (_scan.Peek('+'))
        {
            return "One '+' on each side is enough; a number says how far: x+2.";
        }

        return _scan.Peek('=') ? "Only a tag has '=', and one: tag:k=v. Put a value with '=' in quotes." : "Combine selections with 'and', 'or' and 'not'.";
    }

    private string? Expectation(bool isTraversed)
    {
        if (isTraversed && _scan.PeekWord() is { } word && SelectionSyntax.IsKeyword(word, "not"))
        {
            return "'+' belongs to one selection; put parentheses around more: +(not x).";
        }

        return "For example sales/orders, group:marts, tag:tier=gold or (a or b).";
    }

    private static bool IsKeyword(string word) =>
        SelectionSyntax.IsKeyword(word, "and") || SelectionSyntax.IsKeyword(word, "or") || SelectionSyntax.IsKeyword(word, "not");
}
