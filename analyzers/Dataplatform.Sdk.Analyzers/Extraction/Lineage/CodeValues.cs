using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.Analyzers.Extraction.Lineage;

/// <summary>Says where the value of an expression in code comes from, and binds the variables that are declared in it.</summary>
/// <param name="names">What names stand for.</param>
/// <param name="rows">Takes what decides which rows there are.</param>
internal sealed class CodeValues(CodeNames names, Action<CodeUse, IEnumerable<string>> rows)
{
    private static readonly HashSet<string> Same = new(StringComparer.Ordinal)
    {
        "ToList", "ToArray", "AsEnumerable", "ToListAsync", "ToArrayAsync", "Reverse", "AsReadOnly", "ReadAsync", "ConfigureAwait", "WithCancellation",
        "AsParallel", "AsQueryable", "ToImmutableArray", "ToImmutableList", "ToHashSet", "Append", "Prepend", "Shuffle",
    };

    // What is given to these is not changed by them.
    private static readonly HashSet<string> Pure = new(StringComparer.Ordinal)
    {
        "Math", "MathF", "Convert", "String", "TimeSpan", "DateOnly", "TimeOnly", "DateTime", "DateTimeOffset", "Guid", "Regex", "Enumerable", "Task", "ValueTask",
    };

    private readonly Stack<CodeValue> _receivers = new();

    // What stands before a question mark; nothing is known of it where a call is looked at by itself.
    private CodeValue Receiver => _receivers.Count > 0 ? _receivers.Peek() : new CodeValue();

    public CodeValue Read(ExpressionSyntax? expression)
    {
        switch (expression)
        {
            case null or LiteralExpressionSyntax:
                return new CodeValue();
            case ParenthesizedExpressionSyntax inner:
                return Read(inner.Expression);
            case AwaitExpressionSyntax inner:
                return Read(inner.Expression);
            case PostfixUnaryExpressionSyntax inner:
                return Read(inner.Operand);
            case CastExpressionSyntax inner:
                return Read(inner.Expression);
            case IdentifierNameSyntax name:
                return names.Find(name.Identifier.ValueText, name) ?? new CodeValue();
            case MemberAccessExpressionSyntax access:
                return Member(Read(access.Expression), access.Name.Identifier.ValueText);
            case MemberBindingExpressionSyntax binding:
                return Member(Receiver, binding.Name.Identifier.ValueText);
            case ConditionalAccessExpressionSyntax access:
                _receivers.Push(Read(access.Expression));
                var found = Read(access.WhenNotNull);
                _receivers.Pop();
                return found;
            case ElementAccessExpressionSyntax access:
                return Element(Read(access.Expression), access.ArgumentList);
            case InvocationExpressionSyntax call:
                return Call(call);
            case QueryExpressionSyntax query:
                Bind(query);
                return query.Body.SelectOrGroup is SelectClauseSyntax select && query.Body.Continuation is null ? new CodeValue(Read(select.Expression).Whole) : Below(query);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either:
                var first = new CodeValue();
                first.Add(Read(either.Left));
                first.Add(Read(either.Right));
                return first;
            case ConditionalExpressionSyntax choice:
                var chosen = new CodeValue();
                chosen.Add(Read(choice.WhenTrue));
                chosen.Add(Read(choice.WhenFalse));
                chosen.Add(Read(choice.Condition).Whole.ToList());
                return chosen;
            case IsPatternExpressionSyntax test:
                var value = Read(test.Expression);
                foreach (var variable in test.Pattern.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>())
                {
                    names.At(variable)!.Add(test.Pattern is DeclarationPatternSyntax or RecursivePatternSyntax { PropertyPatternClause.Subpatterns.Count: 0 } or VarPatternSyntax ? value : new CodeValue(value.Whole));
                }

                return new CodeValue(value.Whole);
            case LambdaExpressionSyntax lambda:
                return Body(lambda);
            default:
                return Below(expression);
        }
    }

    /// <summary>The value of a lambda: its expression, or all that it returns.</summary>
    public CodeValue Body(LambdaExpressionSyntax lambda)
    {
        if (lambda.ExpressionBody is { } expression)
        {
            return Read(expression);
        }

        var value = new CodeValue();
        foreach (var result in Returns(lambda.Block!))
        {
            value.Add(Read(result.Expression));
        }

        return value;
    }

    /// <summary>What a body returns, without what is returned by lambdas in it.</summary>
    public static IEnumerable<ReturnStatementSyntax> Returns(SyntaxNode body) =>
        body.DescendantNodes(node => node is not LambdaExpressionSyntax).OfType<ReturnStatementSyntax>();

    /// <summary>Binds the variables of a query, and takes down what its clauses decide.</summary>
    public void Bind(QueryExpressionSyntax query)
    {
        names.At(query.FromClause)!.Add(Read(query.FromClause.Expression).Element());
        for (QueryBodySyntax? body = query.Body; body is not null; body = body.Continuation?.Body)
        {
            foreach (var clause in body.Clauses)
            {
                Bind(clause);
            }

            if (body.SelectOrGroup is GroupClauseSyntax group && body.Continuation is { } into)
            {
                var keys = Read(group.ByExpression).Whole.ToList();
                rows(CodeUse.Group, keys);
                var element = Read(group.GroupExpression);
                names.At(into)!.Add(element.Shape == CodeShape.Row ? element.As(CodeShape.Group, keys) : new CodeValue(element.Whole.Concat(keys)));
            }
            else if (body is { SelectOrGroup: SelectClauseSyntax select, Continuation: { } next })
            {
                names.At(next)!.Add(Read(select.Expression));
            }
        }
    }

    private void Bind(QueryClauseSyntax clause)
    {
        switch (clause)
        {
            case FromClauseSyntax from:
                names.At(from)!.Add(Read(from.Expression).Element());
                break;
            case LetClauseSyntax let:
                names.At(let)!.Add(Read(let.Expression));
                break;
            case WhereClauseSyntax where:
                rows(CodeUse.Filter, Read(where.Condition).Whole);
                break;
            case OrderByClauseSyntax order:
                rows(CodeUse.Order, order.Orderings.SelectMany(ordering => Read(ordering.Expression).Whole).ToList());
                break;
            case JoinClauseSyntax join:
                var inner = Read(join.InExpression);
                names.At(join)!.Add(inner.Element());
                rows(CodeUse.Join, Read(join.LeftExpression).Whole.Concat(Read(join.RightExpression).Whole).ToList());
                if (join.Into is not null)
                {
                    names.At(join.Into)!.Add(inner);
                }

                break;
        }
    }

    private static CodeValue Member(CodeValue value, string member) => (value.Shape, member) switch
    {
        (CodeShape.Plain, _) => value,
        (CodeShape.Row, _) => new CodeValue(value.Sources.Concat([$"{value.Rows}.{member}"])),
        (CodeShape.Group or CodeShape.Entry, "Key") => new CodeValue(value.Keys),
        (CodeShape.Entry, "Value") => value.As(CodeShape.Row),
        (CodeShape.Map, "Values") => value.As(CodeShape.Rows),
        (CodeShape.Map, "Keys") => new CodeValue(value.Keys),
        (_, "Count" or "Length") => new CodeValue(value.Sources),
        (_, "Result" or "Span") => value,
        _ => new CodeValue(value.Whole),
    };

    private CodeValue Element(CodeValue value, BracketedArgumentListSyntax arguments)
    {
        var keys = arguments.Arguments.SelectMany(argument => Read(argument.Expression).Whole).ToList();
        if (value.Shape == CodeShape.Plain)
        {
            return new CodeValue(value.Sources.Concat(keys));
        }

        // Which row it is hangs on the key, and on the keys that there are.
        rows(CodeUse.Join, keys.Concat(value.Keys));
        return value.At();
    }

    private CodeValue Call(InvocationExpressionSyntax call)
    {
        var (receiver, method) = call.Expression switch
        {
            MemberAccessExpressionSyntax access => (Read(access.Expression), access.Name.Identifier.ValueText),
            MemberBindingExpressionSyntax binding => (Receiver, binding.Name.Identifier.ValueText),
            GenericNameSyntax name => (new CodeValue(), name.Identifier.ValueText),
            IdentifierNameSyntax name => (names.Find(name.Identifier.ValueText, name) ?? new CodeValue(), name.Identifier.ValueText),
            _ => (Read(call.Expression), string.Empty),
        };
        var arguments = call.ArgumentList.Arguments.Select(argument => argument.Expression).ToList();
        if (receiver.Shape == CodeShape.Plain || method.Length == 0)
        {
            return Unknown(receiver, arguments, call);
        }

        var lambdas = arguments.OfType<LambdaExpressionSyntax>().ToList();
        if (method is "Join" or "GroupJoin" && lambdas.Count == 3)
        {
            return Joined(receiver, Read(arguments[0]), lambdas, method == "GroupJoin");
        }

        var element = receiver.Element();
        if (method is "SelectMany" && lambdas.Count == 2)
        {
            Parameters(lambdas[0], [element, new CodeValue()], isAny: true);
            Parameters(lambdas[1], [element, Body(lambdas[0]).Element()], isAny: true);
            return new CodeValue(Body(lambdas[1]).Whole.ToList());
        }

        if (method is "GroupBy" && lambdas.Exists(lambda => Count(lambda) > 1))
        {
            return Unknown(receiver, arguments, call);
        }

        foreach (var lambda in lambdas)
        {
            // Aggregate(seed, (all, row) => …): the row comes last, what was made before is plain.
            Parameters(lambda, [.. Enumerable.Repeat(new CodeValue(), Math.Max(0, Count(lambda) - 1)), element], method is not "Aggregate");
        }

        var bodies = lambdas.Select(Body).ToList();
        var used = bodies.SelectMany(body => body.Whole).ToList();
        var plain = arguments.Where(argument => argument is not LambdaExpressionSyntax and not DeclarationExpressionSyntax).SelectMany(argument => Read(argument).Whole).ToList();
        switch (method)
        {
            case "Where" or "TakeWhile" or "SkipWhile" or "RemoveAll":
                rows(CodeUse.Filter, used);
                return receiver;
            case "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "Order" or "OrderDescending" or "Sort":
                rows(CodeUse.Order, lambdas.Count > 0 ? used : receiver.Whole);
                return receiver;
            case "Take" or "Skip" or "TakeLast" or "SkipLast":
                rows(CodeUse.Limit, plain);
                return receiver;
            case "Distinct" or "DistinctBy":
                rows(CodeUse.Distinct, lambdas.Count > 0 ? used : receiver.Whole);
                return receiver;
            case "Chunk" or "ReadBatchesAsync":
                return receiver.As(CodeShape.Groups);
            case "GroupBy" or "ToLookup" or "ToDictionary" or "ToFrozenDictionary" or "ToImmutableDictionary" when bodies.Count > 0:
                rows(CodeUse.Group, bodies[0].Whole);
                return bodies.Count > 1
                    ? new CodeValue(used)
                    : receiver.As(method is "GroupBy" or "ToLookup" ? CodeShape.Groups : CodeShape.Map, bodies[0].Whole.ToList());
            case "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Last" or "LastOrDefault" or "ElementAt" or "ElementAtOrDefault" or "MinBy" or "MaxBy" or "Find" or "FirstAsync" or "FirstOrDefaultAsync":
                rows(CodeUse.Filter, used.Concat(plain));
                return element;
            case "TryGetValue" or "GetValueOrDefault":
                rows(CodeUse.Join, plain.Concat(receiver.Keys));
                Outs(arguments, receiver.At());
                return method == "TryGetValue" ? new CodeValue(plain.Concat(receiver.Keys)) : receiver.At();
            case "Count" or "LongCount" or "Any" or "All" or "CountAsync" or "AnyAsync" or "ContainsKey" or "Sum" or "Average" or "Min" or "Max" or "Aggregate" or "Select" or "SelectMany" or "Exists" when lambdas.Count > 0 || method is "Count" or "LongCount" or "Any" or "CountAsync" or "AnyAsync" or "ContainsKey":
                return method is "Select" or "SelectMany" && bodies is [{ Rows: not null } same] ? same : new CodeValue(used.Concat(plain).Concat(receiver.Sources).Concat(method == "ContainsKey" ? receiver.Keys : []));
            default:
                return Same.Contains(method) ? receiver : Unknown(receiver, arguments, call);
        }
    }

    private CodeValue Joined(CodeValue outer, CodeValue inner, List<LambdaExpressionSyntax> lambdas, bool isGrouped)
    {
        Parameters(lambdas[0], [outer.Element()], isAny: true);
        Parameters(lambdas[1], [inner.Element()], isAny: true);
        var keys = Body(lambdas[0]).Whole.Concat(Body(lambdas[1]).Whole).ToList();
        rows(CodeUse.Join, keys);
        Parameters(lambdas[2], [outer.Element(), isGrouped ? inner : inner.Element()], isAny: true);
        return new CodeValue(Body(lambdas[2]).Whole);
    }

    // A call of which nothing is known may give back anything of what it was given, and may put it into what it was called on.
    private CodeValue Unknown(CodeValue receiver, List<ExpressionSyntax> arguments, InvocationExpressionSyntax call)
    {
        var given = arguments.Where(argument => argument is not LambdaExpressionSyntax).Select(Read).ToList();
        var all = new CodeValue(receiver.Whole.Concat(given.SelectMany(value => value.Whole)).ToList());
        foreach (var lambda in arguments.OfType<LambdaExpressionSyntax>())
        {
            Parameters(lambda, [.. Enumerable.Repeat(all, Count(lambda))], isAny: true);
            all.Add(Body(lambda).Whole.ToList());
        }

        Outs(arguments, all);
        if (Root((call.Expression as MemberAccessExpressionSyntax)?.Expression) is { } changed && changed.Shape == CodeShape.Plain)
        {
            changed.Add(all.Sources);
        }

        var isPure = call.Expression is MemberAccessExpressionSyntax { Expression: PredefinedTypeSyntax }
            || call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax type } && Pure.Contains(type.Identifier.ValueText);
        foreach (var argument in isPure ? [] : arguments)
        {
            if (argument is IdentifierNameSyntax name && names.Find(name.Identifier.ValueText, name) is { Shape: CodeShape.Plain, IsOutput: false } variable)
            {
                variable.Add(all.Sources);
            }
        }

        return all;
    }

    /// <summary>The variable that an assignment to an expression changes; null if it is none.</summary>
    public CodeValue? Root(ExpressionSyntax? expression) => expression switch
    {
        IdentifierNameSyntax name => names.Find(name.Identifier.ValueText, name),
        MemberAccessExpressionSyntax access => Root(access.Expression),
        ElementAccessExpressionSyntax access => Root(access.Expression),
        ParenthesizedExpressionSyntax inner => Root(inner.Expression),
        _ => null,
    };

    private void Outs(List<ExpressionSyntax> arguments, CodeValue value)
    {
        foreach (var variable in arguments.OfType<DeclarationExpressionSyntax>().SelectMany(argument => argument.DescendantNodes()).OfType<SingleVariableDesignationSyntax>())
        {
            names.At(variable)!.Add(value);
        }
    }

    private void Parameters(LambdaExpressionSyntax lambda, List<CodeValue> values, bool isAny)
    {
        var parameters = Of(lambda);
        for (var i = 0; i < parameters.Count; i++)
        {
            // (row, index) => …: the first is the row.
            names.At(parameters[i])!.Add(isAny && values.Count == parameters.Count && parameters.Count > 1 && values[values.Count - 1].Rows is not null && values[0].Size == 0
                ? values[values.Count - 1 - i]
                : values[Math.Min(i, values.Count - 1)]);
        }
    }

    private static int Count(LambdaExpressionSyntax lambda) => Of(lambda).Count;

    private static SeparatedSyntaxList<ParameterSyntax> Of(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => SyntaxFactory.SingletonSeparatedList(simple.Parameter),
        ParenthesizedLambdaExpressionSyntax list => list.ParameterList.Parameters,
        _ => default,
    };

    private CodeValue Below(SyntaxNode node)
    {
        var value = new CodeValue();
        foreach (var child in node.ChildNodes())
        {
            if (child is not TypeSyntax || child is IdentifierNameSyntax)
            {
                value.Add((child is ExpressionSyntax expression ? Read(expression) : Below(child)).Whole.ToList());
            }
        }

        return value;
    }
}
