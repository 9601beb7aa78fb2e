using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.Analyzers.Extraction.Lineage;

/// <summary>What the names in a method's body stand for, told by where they are declared: no meaning is asked for.</summary>
internal sealed class CodeNames
{
    private readonly Dictionary<(SyntaxNode Scope, string Name), CodeValue> _variables = [];
    private readonly SyntaxNode _method;

    public CodeNames(SyntaxNode method, IEnumerable<SyntaxNode> body)
    {
        _method = method;
        foreach (var node in body)
        {
            if (Declared(node) is { } name)
            {
                _variables[(ScopeOf(node), name)] = new CodeValue();
            }
        }
    }

    /// <summary>How much is known of all; grows until there is nothing new.</summary>
    public int Size => _variables.Values.Sum(value => value.Size);

    public void Parameter(string name, CodeValue value) => _variables[(_method, name)] = value;

    /// <summary>The variable that a name means at a place; null if it is none.</summary>
    public CodeValue? Find(string name, SyntaxNode at)
    {
        for (var scope = at; scope is not null; scope = scope.Parent)
        {
            if (_variables.TryGetValue((scope, name), out var value))
            {
                return value;
            }

            if (scope == _method)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The variable that a node declares.</summary>
    public CodeValue? At(SyntaxNode declaration) => Declared(declaration) is { } name ? _variables[(ScopeOf(declaration), name)] : null;

    private static string? Declared(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
        ForEachStatementSyntax loop => loop.Identifier.ValueText,
        ParameterSyntax { Parent: SimpleLambdaExpressionSyntax or ParameterListSyntax { Parent: ParenthesizedLambdaExpressionSyntax } } parameter => parameter.Identifier.ValueText,
        FromClauseSyntax clause => clause.Identifier.ValueText,
        LetClauseSyntax clause => clause.Identifier.ValueText,
        JoinClauseSyntax clause => clause.Identifier.ValueText,
        JoinIntoClauseSyntax clause => clause.Identifier.ValueText,
        QueryContinuationSyntax clause => clause.Identifier.ValueText,
        _ => null,
    };

    // A variable of a query counts in the whole query, any other one in the nearest block, loop or lambda.
    private SyntaxNode ScopeOf(SyntaxNode node)
    {
        for (var at = node is ForEachStatementSyntax ? node : node.Parent; at is not null && at != _method; at = at.Parent)
        {
            switch (at)
            {
                case QueryExpressionSyntax when node is QueryClauseSyntax or JoinIntoClauseSyntax or QueryContinuationSyntax:
                case BlockSyntax or LambdaExpressionSyntax or ForStatementSyntax or SwitchSectionSyntax:
                case CommonForEachStatementSyntax when node is not ForEachStatementSyntax || at == node:
                    return at;
            }
        }

        return _method;
    }
}
