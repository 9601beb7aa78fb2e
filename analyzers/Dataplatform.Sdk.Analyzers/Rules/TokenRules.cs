using System.Collections.Immutable;
using Dataplatform.Sdk.Analyzers.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>The rule that the run's token goes on to what could take it.</summary>
internal static class TokenRules
{
    /// <summary>The expression that the fix passes on.</summary>
    public const string Token = "token";

    /// <summary>The parameter that takes it; empty if it is the next one.</summary>
    public const string Parameter = "parameter";

    public static Diagnostic? Check(IOperation operation, AssetBody body)
    {
        if (body.Token is not { } token || operation is not IInvocationOperation call || IsInStaticFunction(operation))
        {
            return null;
        }

        var method = call.TargetMethod;
        string? name;
        if (call.Arguments.FirstOrDefault(argument => IsToken(argument.Parameter?.Type)) is { } argument)
        {
            // Written out, even as `default`, it is what the author wants.
            if (argument.ArgumentKind != ArgumentKind.DefaultValue)
            {
                return null;
            }

            name = argument.Parameter!.Name;
        }
        else if (HasOverload(method))
        {
            name = string.Empty;
        }
        else
        {
            return null;
        }

        var properties = ImmutableDictionary<string, string?>.Empty.Add(Token, token).Add(Parameter, name);
        return Diagnostic.Create(Descriptors.TokenNotForwarded, call.Syntax.GetLocation(), properties,
            $"'{method.Name}' in '{body.Source}' can be cancelled, but does not get the token. Pass '{token}'.");
    }

    private static bool HasOverload(IMethodSymbol method)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return definition.ContainingType.GetMembers(definition.Name).OfType<IMethodSymbol>().Any(other =>
            other.IsStatic == definition.IsStatic
            && other.Arity == definition.Arity
            && other.DeclaredAccessibility >= definition.DeclaredAccessibility
            && other.Parameters.Length == definition.Parameters.Length + 1
            && IsToken(other.Parameters[other.Parameters.Length - 1].Type)
            && definition.Parameters.Select((parameter, i) => Same(parameter.Type, other.Parameters[i].Type)).All(same => same));
    }

    private static bool Same(ITypeSymbol one, ITypeSymbol other) =>
        SymbolEqualityComparer.Default.Equals(one, other) || (one is ITypeParameterSymbol a && other is ITypeParameterSymbol b && a.Ordinal == b.Ordinal)
        || (one is INamedTypeSymbol { Arity: > 0 } left && other is INamedTypeSymbol right && SymbolEqualityComparer.Default.Equals(left.OriginalDefinition, right.OriginalDefinition)
            && left.TypeArguments.Zip(right.TypeArguments, Same).All(same => same));

    private static bool IsToken(ITypeSymbol? type) => type?.IsNamed("CancellationToken", "System.Threading") == true;

    // A static lambda or local function sees no parameter of the method.
    private static bool IsInStaticFunction(IOperation operation)
    {
        for (var at = operation.Parent; at is not null; at = at.Parent)
        {
            if (at is IAnonymousFunctionOperation { Symbol.IsStatic: true } or ILocalFunctionOperation { Symbol.IsStatic: true })
            {
                return true;
            }
        }

        return false;
    }
}
