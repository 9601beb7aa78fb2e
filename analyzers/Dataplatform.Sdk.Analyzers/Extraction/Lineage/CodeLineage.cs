using System.Globalization;
using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.Analyzers.Extraction.Lineage;

/// <summary>
/// Reads from a method's text which columns of its inputs end up in which column of what it returns. Nothing is asked for its meaning, so
/// that it costs a key press nothing; where the text does not say, it says so, and every column counts as made from every column.
/// </summary>
internal sealed partial class CodeLineage
{
    private readonly SortedDictionary<string, SortedSet<string>> _columns = new(StringComparer.Ordinal);
    private readonly SortedDictionary<CodeUse, SortedSet<string>> _rows = [];
    private readonly SortedSet<int> _arities = [];
    private readonly StepModel _step;
    private readonly CodeNames _names;
    private readonly CodeValues _values;
    private readonly SyntaxNode _body;
    private string? _unclear;

    private CodeLineage(StepModel step, SyntaxNode method, SyntaxNode body)
    {
        (_step, _body) = (step, body);
        _names = new CodeNames(method, body.DescendantNodesAndSelf());
        _values = new CodeValues(_names, Rows);
        foreach (var input in step.Parameters.Where(parameter => parameter.IsInput))
        {
            _names.Parameter(input.Name, input.Form == ParameterForm.Artifact
                ? new CodeValue([input.Name + ".*"])
                : CodeValue.RowsOf(input.Name, CodeShape.Rows));
        }
    }

    private string OutputType => Simple(_step.Outputs[0].PlainType);

    /// <summary>The lines that say where the rows of a method come from; none if it makes no rows from rows.</summary>
    public static EquatableArray<string> Read(IMethodSymbol method, StepModel step, CancellationToken cancellationToken)
    {
        if (!step.IsValid || step.IsSql || step.IsExternal || step.Observes is not null || !step.Parameters.Any(parameter => parameter.IsInput)
            || step.Outputs.All(output => output.Form is OutputForm.Effect or OutputForm.Artifact))
        {
            return default;
        }

        if (step.Outputs.Count > 1)
        {
            return Enumerable.Repeat("unclear it makes several assets", 1).ToEquatable();
        }

        if ((method.PartialImplementationPart ?? method).DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax(cancellationToken) is not MethodDeclarationSyntax syntax
            || ((SyntaxNode?)syntax.Body ?? syntax.ExpressionBody) is not { } body)
        {
            return default;
        }

        return new CodeLineage(step, syntax, body).Lines().ToEquatable();
    }

    private IEnumerable<string> Lines()
    {
        Obstacles();
        for (var size = -1; size != _names.Size && _unclear is null;)
        {
            size = _names.Size;
            Pass();
        }

        if (_unclear is not null)
        {
            return ["unclear " + _unclear];
        }

        return
        [
            .. _arities.Select(arity => "arity " + arity.ToString(CultureInfo.InvariantCulture)),
            .. _columns.Select(column => $"column {column.Key}{string.Concat(column.Value.Select(source => " " + source))}"),
            .. _rows.Select(use => $"rows {((int)use.Key).ToString(CultureInfo.InvariantCulture)}{string.Concat(use.Value.Select(source => " " + source))}"),
        ];
    }

    private void Obstacles()
    {
        foreach (var node in _body.DescendantNodes())
        {
            if (node is LocalFunctionStatementSyntax)
            {
                Unclear(node, "a function in it is not followed");
            }
            else if (node is LambdaExpressionSyntax && node.Parent is not ArgumentSyntax)
            {
                Unclear(node, "a lambda is kept for later");
            }
            else if (node is LambdaExpressionSyntax { Parent.Parent.Parent: not InvocationExpressionSyntax } and not ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters.Count: 0 })
            {
                Unclear(node, "it is not followed when this is called");
            }
            else if (node is RefExpressionSyntax or AnonymousMethodExpressionSyntax)
            {
                Unclear(node, "not all of its code is followed");
            }
        }
    }

    private void Pass()
    {
        foreach (var node in _body.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case VariableDeclaratorSyntax { Initializer.Value: { } value } variable:
                    Assign(_names.At(variable)!, value);
                    break;
                case AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } assignment:
                    Assign(assignment);
                    break;
                case ForEachStatementSyntax loop:
                    _names.At(loop)!.Add(_values.Read(loop.Expression).Element());
                    break;
                case ForEachVariableStatementSyntax loop:
                    Deconstruct(loop.Variable, _values.Read(loop.Expression).Element());
                    break;
                case IfStatementSyntax choice:
                    Rows(CodeUse.Filter, _values.Read(choice.Condition).Whole);
                    break;
                case WhileStatementSyntax loop:
                    Rows(CodeUse.Filter, _values.Read(loop.Condition).Whole);
                    break;
                case DoStatementSyntax loop:
                    Rows(CodeUse.Filter, _values.Read(loop.Condition).Whole);
                    break;
                case ForStatementSyntax loop:
                    Rows(CodeUse.Filter, _values.Read(loop.Condition).Whole);
                    break;
                case SwitchStatementSyntax choice:
                    Rows(CodeUse.Filter, _values.Read(choice.Expression).Whole);
                    Patterns(choice.Sections.SelectMany(section => section.Labels), choice.Expression);
                    break;
                case SwitchExpressionSyntax choice:
                    Patterns(choice.Arms.Select(arm => arm.Pattern), choice.GoverningExpression);
                    break;
                case WhenClauseSyntax clause:
                    Rows(CodeUse.Filter, _values.Read(clause.Condition).Whole);
                    break;
                case QueryExpressionSyntax query:
                    _values.Bind(query);
                    break;
                case InvocationExpressionSyntax call:
                    Added(call);
                    _values.Read(call);
                    break;
                case YieldStatementSyntax { Expression: { } row }:
                    Result(row);
                    break;
            }
        }

        if (_body is ArrowExpressionClauseSyntax arrow)
        {
            Result(arrow.Expression);
        }

        foreach (var result in CodeValues.Returns(_body).Where(result => result.Expression is not null))
        {
            Result(result.Expression!);
        }
    }

    private void Patterns(IEnumerable<SyntaxNode> patterns, ExpressionSyntax tested)
    {
        var whole = new CodeValue(_values.Read(tested).Whole);
        foreach (var variable in patterns.SelectMany(pattern => pattern.DescendantNodesAndSelf()).OfType<SingleVariableDesignationSyntax>())
        {
            _names.At(variable)!.Add(whole);
        }
    }

    private void Assign(CodeValue variable, ExpressionSyntax value)
    {
        variable.Add(_values.Read(value));
        variable.IsOutput |= Output(value);
    }

    private void Assign(AssignmentExpressionSyntax assignment)
    {
        if (assignment.Left is DeclarationExpressionSyntax declaration)
        {
            Deconstruct(declaration, _values.Read(assignment.Right));
        }
        else if (assignment.Left is IdentifierNameSyntax name && _names.Find(name.Identifier.ValueText, name) is { } variable)
        {
            Assign(variable, assignment.Right);
        }
        else if (assignment.Left is TupleExpressionSyntax tuple)
        {
            foreach (var part in tuple.Arguments)
            {
                _values.Root(part.Expression)?.Add(_values.Read(assignment.Right).Whole.ToList());
            }
        }
        else if (_values.Root(assignment.Left) is { } root)
        {
            // A member or an element of it: what it is called goes in, too, if it was computed.
            root.Add(_values.Read(assignment.Right).Whole.ToList());
            root.Add(assignment.Left.DescendantNodes().OfType<ArgumentSyntax>().SelectMany(argument => _values.Read(argument.Expression).Whole).ToList());
        }
    }

    private void Deconstruct(ExpressionSyntax variables, CodeValue value)
    {
        var all = variables.DescendantNodes().OfType<SingleVariableDesignationSyntax>().ToList();
        for (var i = 0; i < all.Count; i++)
        {
            _names.At(all[i])!.Add((value.Shape, all.Count, i) switch
            {
                (CodeShape.Row, _, _) => new CodeValue([string.Format(CultureInfo.InvariantCulture, "{0}.#{1}", value.Rows, i)]),
                (CodeShape.Entry, 2, 0) => new CodeValue(value.Keys),
                (CodeShape.Entry, 2, 1) => value.As(CodeShape.Row),
                _ => new CodeValue(value.Whole),
            });
        }
    }

    // result.Add(new Row(…))
    private void Added(InvocationExpressionSyntax call)
    {
        if (call is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "Enqueue" or "Push" or "AddLast" or "AddRange" or "Insert" } access }
            && call.ArgumentList.Arguments is [.., var argument] && _values.Root(access.Expression) is { } list && Output(argument.Expression))
        {
            list.IsOutput = true;
        }
    }

    private void Column(string column, IEnumerable<string> sources)
    {
        if (!_columns.TryGetValue(column, out var all))
        {
            _columns[column] = all = new SortedSet<string>(StringComparer.Ordinal);
        }

        all.UnionWith(sources);
    }

    private void Rows(CodeUse use, IEnumerable<string> sources)
    {
        var some = sources.ToList();
        if (some.Count > 0)
        {
            if (!_rows.TryGetValue(use, out var all))
            {
                _rows[use] = all = new SortedSet<string>(StringComparer.Ordinal);
            }

            all.UnionWith(some);
        }
    }

    private void Unclear(SyntaxNode at, string reason)
    {
        var text = at.ToString().Split('\n')[0].Trim();
        _unclear ??= $"{reason}: {(text.Length > 60 ? text.Substring(0, 60) + "…" : text)}";
    }

    private static string Simple(string type)
    {
        var name = type.Split('<')[0];
        return name.Substring(name.LastIndexOf('.') + 1).TrimEnd('?');
    }
}
