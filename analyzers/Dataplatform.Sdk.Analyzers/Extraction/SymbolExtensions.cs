using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Questions about symbols, answered without making strings where that is possible.</summary>
internal static class SymbolExtensions
{
    /// <summary>The first attribute of Dataplatform.Sdk with the given class name.</summary>
    public static AttributeData? Attribute(this ISymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.IsNamed(name, Names.Sdk))
            {
                return attribute;
            }
        }

        return null;
    }

    public static bool Has(this ISymbol symbol, string name) => symbol.Attribute(name) is not null;

    /// <summary>Whether a type has the name and the namespace.</summary>
    public static bool IsNamed(this ITypeSymbol type, string name, string ns) =>
        type.Name == name && type.ContainingType is null && type.ContainingNamespace.Is(ns);

    public static bool IsSdk(this ITypeSymbol type, string name, int arity = 0) =>
        type is INamedTypeSymbol named && named.Arity == arity && named.IsNamed(name, Names.Sdk);

    /// <summary>Whether generated code of the same assembly can name it.</summary>
    public static bool IsReachable(this ISymbol symbol)
    {
        for (var at = symbol; at is not null and not INamespaceSymbol; at = at.ContainingSymbol)
        {
            if (at.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal
                || at is INamedTypeSymbol { IsFileLocal: true })
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether other assemblies can see it.</summary>
    public static bool IsPublic(this ISymbol symbol)
    {
        for (var at = symbol; at is not null and not INamespaceSymbol; at = at.ContainingSymbol)
        {
            if (at.DeclaredAccessibility != Accessibility.Public)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether it or a type around it has type parameters.</summary>
    public static bool IsGenericAnywhere(this INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.ContainingType)
        {
            if (at.Arity > 0)
            {
                return true;
            }
        }

        return false;
    }

    public static string? Text(this AttributeData attribute, int argument) =>
        attribute.ConstructorArguments.Length > argument ? attribute.ConstructorArguments[argument].Value as string : null;

    public static int? Number(this AttributeData attribute, int argument) =>
        attribute.ConstructorArguments.Length > argument ? attribute.ConstructorArguments[argument].Value as int? : null;

    public static TypedConstant? Setting(this AttributeData attribute, string name)
    {
        foreach (var pair in attribute.NamedArguments)
        {
            if (pair.Key == name)
            {
                return pair.Value;
            }
        }

        return null;
    }

    /// <summary>The texts of an array argument; empty if there is none.</summary>
    public static IEnumerable<string> Texts(this TypedConstant? constant) =>
        constant is { Kind: TypedConstantKind.Array, IsNull: false } array ? array.Values.Select(v => v.Value as string).OfType<string>() : [];

    /// <summary>The namespace as C# writes it; empty for the global one.</summary>
    public static string FullName(this INamespaceSymbol ns) =>
        ns.IsGlobalNamespace ? string.Empty : ns.ContainingNamespace.IsGlobalNamespace ? ns.Name : ns.ContainingNamespace.FullName() + "." + ns.Name;

    public static bool Is(this INamespaceSymbol? ns, string fullName)
    {
        var end = fullName.Length;
        while (ns is { IsGlobalNamespace: false })
        {
            var start = end - ns.Name.Length;
            if (start < 0 || string.CompareOrdinal(fullName, start, ns.Name, 0, ns.Name.Length) != 0)
            {
                return false;
            }

            ns = ns.ContainingNamespace;
            if (start == 0)
            {
                return ns is { IsGlobalNamespace: true };
            }

            end = start - 1;
            if (fullName[end] != '.')
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Whether the engine calls the method: it makes, observes or checks an asset.</summary>
    public static bool IsStep(this IMethodSymbol method) => method.Has(Names.Asset) || method.Has(Names.Observe) || method.Has(Names.AssetCheck);
}
