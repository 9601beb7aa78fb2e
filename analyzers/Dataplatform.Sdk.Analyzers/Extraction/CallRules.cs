using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Whether generated code can call a method.</summary>
internal static class CallRules
{
    public static void Check(IMethodSymbol method, string source, ICollection<Problem> problems)
    {
        if (Obstacle(method) is { } obstacle)
        {
            problems.Add(new(DiagnosticIds.NotCallable, $"'{source}' cannot be called by the engine: {obstacle}.", new(PlaceKind.Name)) { Remedies = Remedies(method) });
        }
    }

    private static IReadOnlyList<Remedy> Remedies(IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (!type.IsReachable())
        {
            return type is { IsFileLocal: false, DeclaredAccessibility: Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal }
                ? [new(RemedyKinds.Internal, type.Name)]
                : [];
        }

        return !method.IsReachable() ? [new(RemedyKinds.Internal)]
            : method is { IsStatic: false, IsAbstract: false, IsGenericMethod: false } && type.TypeKind == TypeKind.Class && !type.IsGenericAnywhere() ? [new(RemedyKinds.Static)]
            : [];
    }

    private static string? Obstacle(IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (!type.IsReachable())
        {
            return $"its class '{type.Name}' is not visible in the assembly. Make it public or internal";
        }

        if (!method.IsReachable())
        {
            return $"it is {(method.DeclaredAccessibility == Accessibility.Private ? "private" : "protected")}. Make it public or internal";
        }

        if (method.IsGenericMethod || type.IsGenericAnywhere())
        {
            return $"{(method.IsGenericMethod ? "it" : "its class")} has type parameters. An asset has one type";
        }

        if (method.IsAbstract)
        {
            return $"it is abstract. Put [{(method.Has(Names.Asset) ? "Asset" : method.Has(Names.Observe) ? "Observe" : "AssetCheck")}] on a method with a body";
        }

        if (method.Has(Names.Asset) && !KeyGrammar.IsName(KeyGrammar.SnakeCase(method.Name)))
        {
            return "its name gives no asset key. Start it with a letter";
        }

        if (method.IsStatic)
        {
            return null;
        }

        return type.IsAbstract || type.TypeKind == TypeKind.Interface
            ? $"'{type.Name}' is abstract, so no instance can be made. Make the method static or the class concrete"
            : StepExtractor.Constructor(type) is null
                ? $"'{type.Name}' has no public constructor, so no instance can be made. Make the method static or add one"
                : null;
    }
}
