using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.Analyzers.Extraction.Lineage;

/// <summary>How rows of the output are recognised, and what they are made of.</summary>
internal sealed partial class CodeLineage
{
    private void Result(ExpressionSyntax expression)
    {
        // new(rows) of a Materialized<…>, which has the rows of its own.
        var isWrapped = _step.Outputs[0].IsMaterialized && expression is ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 0 };
        if (!Output(isWrapped ? ((ImplicitObjectCreationExpressionSyntax)expression).ArgumentList.Arguments[0].Expression : expression))
        {
            Unclear(expression, "what it returns is not followed");
        }
    }

    // Whether an expression is understood as rows of the output; what they are made of is taken down.
    private bool Output(ExpressionSyntax? expression)
    {
        switch (expression)
        {
            case LiteralExpressionSyntax or ThrowExpressionSyntax or DefaultExpressionSyntax:
                return true;
            case ParenthesizedExpressionSyntax inner:
                return Output(inner.Expression);
            case AwaitExpressionSyntax inner:
                return Output(inner.Expression);
            case PostfixUnaryExpressionSyntax inner:
                return Output(inner.Operand);
            case ConditionalExpressionSyntax choice:
                Rows(CodeUse.Filter, _values.Read(choice.Condition).Whole);
                return Output(choice.WhenTrue) && Output(choice.WhenFalse);
            case SwitchExpressionSyntax choice:
                Rows(CodeUse.Filter, _values.Read(choice.GoverningExpression).Whole);
                return choice.Arms.All(arm => Output(arm.Expression));
            case CollectionExpressionSyntax list:
                return list.Elements.All(element => element is ExpressionElementSyntax one ? Output(one.Expression) : element is SpreadElementSyntax many && Output(many.Expression));
            case ArrayCreationExpressionSyntax { Initializer: { } items }:
                return items.Expressions.All(Output);
            case ImplicitArrayCreationExpressionSyntax array:
                return array.Initializer.Expressions.All(Output);
            case ObjectCreationExpressionSyntax creation:
                return Created(creation, creation.Type);
            case ImplicitObjectCreationExpressionSyntax creation:
                return Created(creation, null);
            case WithExpressionSyntax change:
                return Changed(change);
            case QueryExpressionSyntax query:
                _values.Bind(query);
                return Last(query.Body) is SelectClauseSyntax select && Output(select.Expression);
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call:
                return Chained(access, call.ArgumentList.Arguments) || IsSame(_values.Read(call));
            default:
                return _values.Read(expression) is var value && (value.IsOutput || IsSame(value));
        }
    }

    private static SelectOrGroupClauseSyntax Last(QueryBodySyntax body) => body.Continuation is { } next ? Last(next.Body) : body.SelectOrGroup;

    private bool Chained(MemberAccessExpressionSyntax access, SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        switch (access.Name.Identifier.ValueText)
        {
            case "Select" or "SelectMany" or "Join" or "GroupJoin" or "Zip" or "SelectAwait":
                if (access.Parent is InvocationExpressionSyntax call && arguments.Count > 0 && arguments[arguments.Count - 1].Expression is LambdaExpressionSyntax lambda)
                {
                    _values.Read(call);
                    return lambda.ExpressionBody is { } body ? Output(body) : CodeValues.Returns(lambda.Block!).All(result => Output(result.Expression));
                }

                return false;
            case "FromResult" or "Empty" or "Create" or "Repeat":
                return arguments.Count == 0 || arguments.All(argument => Output(argument.Expression));
            case "Concat" or "Append" or "Prepend" or "Union":
                return arguments.All(argument => Output(argument.Expression)) && Output(access.Expression);
            case "ToList" or "ToArray" or "AsReadOnly" or "ToImmutableArray" or "ToImmutableList" or "AsEnumerable" or "ToListAsync" or "ToArrayAsync" or "ConfigureAwait" or "ToAsyncEnumerable" or "AsTask" or "Reverse":
                return Output(access.Expression);
            case "Take" or "Skip":
                Rows(CodeUse.Limit, arguments.SelectMany(argument => _values.Read(argument.Expression).Whole).ToList());
                return Output(access.Expression);
            case "Where" or "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "Distinct" or "DistinctBy":
                if (_values.Read(access.Expression) is { Shape: not CodeShape.Plain } || !Output(access.Expression))
                {
                    return false;
                }

                // By columns of what is returned: whatever these are made of.
                Rows(access.Name.Identifier.ValueText is "Where" ? CodeUse.Filter : access.Name.Identifier.ValueText.StartsWith("Distinct", StringComparison.Ordinal) ? CodeUse.Distinct : CodeUse.Order, [CodeValue.Output + ".*"]);
                return true;
            default:
                return false;
        }
    }

    // Rows of an input that are of the type of the output.
    private bool IsSame(CodeValue value)
    {
        if (value.Shape is not (CodeShape.Row or CodeShape.Rows or CodeShape.Group) || TypeOf(value.Rows!) != _step.Outputs[0].PlainType)
        {
            return false;
        }

        Column("=", [value.Rows + ".="]);
        return true;
    }

    private string? TypeOf(string input) => _step.Parameters.FirstOrDefault(parameter => parameter.IsInput && parameter.Name == input)?.PlainType;

    private bool Changed(WithExpressionSyntax change)
    {
        if (!Output(change.Expression))
        {
            return false;
        }

        Set(change.Initializer);
        return true;
    }

    private bool Created(BaseObjectCreationExpressionSyntax creation, TypeSyntax? type)
    {
        var name = type is null ? OutputType : Simple(type.ToString());
        if (name != OutputType)
        {
            // new List<Row>() begins empty, new Materialized<…>(rows) brings its rows along.
            return type is not null && Mentions(type) && (creation.ArgumentList?.Arguments is null or [] || Output(creation.ArgumentList.Arguments[0].Expression))
                && (creation.Initializer is null || creation.Initializer.Expressions.All(Output));
        }

        var arguments = creation.ArgumentList?.Arguments ?? default;
        if (arguments.Count > 0)
        {
            _arities.Add(arguments.Count);
        }

        for (var i = 0; i < arguments.Count; i++)
        {
            Column(arguments[i].NameColon?.Name.Identifier.ValueText ?? "#" + i.ToString(CultureInfo.InvariantCulture), _values.Read(arguments[i].Expression).Whole);
        }

        if (creation.Initializer is { } initializer)
        {
            Set(initializer);
        }

        return true;
    }

    private bool Mentions(TypeSyntax type) => type.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => name.Identifier.ValueText == OutputType);

    private void Set(InitializerExpressionSyntax initializer)
    {
        foreach (var member in initializer.Expressions.OfType<AssignmentExpressionSyntax>())
        {
            Column(member.Left.ToString(), _values.Read(member.Right).Whole);
        }
    }
}
