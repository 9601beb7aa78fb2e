using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Whether the name of a generated class of keys is still free.</summary>
internal static class CatalogNames
{
    /// <summary>The type in the class's namespace that has the name already; null if there is none.</summary>
    public static INamedTypeSymbol? Taken(INamedTypeSymbol type) =>
        type.ContainingNamespace.GetTypeMembers(KeyGrammar.CatalogName(type.Name), 0).FirstOrDefault(other => !IsGenerated(other));

    // The analyzers see the generated class as well.
    private static bool IsGenerated(INamedTypeSymbol type) => type.GetAttributes().Any(a =>
        a.AttributeClass?.Name == "GeneratedCodeAttribute" && a.Text(0) == "Dataplatform.Sdk.Analyzers");
}
