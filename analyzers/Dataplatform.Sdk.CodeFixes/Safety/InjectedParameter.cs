using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.CodeFixes.Safety;

/// <summary>A parameter that the run gives to an asset.</summary>
internal static class InjectedParameter
{
    /// <summary>The parameter of a type; null if there is none.</summary>
    public static string? Of(MethodDeclarationSyntax method, string type) =>
        method.ParameterList.Parameters.FirstOrDefault(parameter => parameter.Type is { } declared && (declared.ToString() == type || declared.ToString().EndsWith("." + type, StringComparison.Ordinal)))?.Identifier.ValueText;

    /// <summary>Adds the parameter unless the method has it: last, but before a token.</summary>
    public static MethodDeclarationSyntax Add(MethodDeclarationSyntax method, string type, string name)
    {
        if (Of(method, type) is not null)
        {
            return method;
        }

        var parameters = method.ParameterList.Parameters;
        var parameter = SyntaxFactory.Parameter(SyntaxFactory.Identifier(name)).WithType(SyntaxFactory.ParseTypeName(type).WithTrailingTrivia(SyntaxFactory.Space));
        var at = parameters.Count > 0 && parameters[parameters.Count - 1].Type?.ToString() == "CancellationToken" ? parameters.Count - 1 : parameters.Count;
        var all = parameters.Insert(at, parameter);
        var texts = all.Select(one => one.WithoutLeadingTrivia().WithoutTrailingTrivia().ToString());
        return method.WithParameterList(SyntaxFactory.ParseParameterList("(" + string.Join(", ", texts) + ")").WithTriviaFrom(method.ParameterList));
    }
}
