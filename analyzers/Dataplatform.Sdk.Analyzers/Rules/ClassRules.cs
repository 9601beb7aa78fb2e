using Dataplatform.Sdk.Analyzers.Extraction;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>The rules on a class of assets.</summary>
internal static class ClassRules
{
    public static IEnumerable<Diagnostic> Check(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var hasAssets = type.GetMembers().Any(member => member is IMethodSymbol && member.Has(Names.Asset));
        if (DomainProblem(type, hasAssets, cancellationToken) is { } domain)
        {
            yield return domain;
        }

        if (hasAssets && CatalogNames.Taken(type) is { } taken)
        {
            yield return Diagnostic.Create(Descriptors.CatalogName, Places.First(taken),
                $"'{taken.Name}' is the name of the class in which the keys of the assets of '{type.Name}' are generated. Rename one of the two.");
        }
    }

    private static Diagnostic? DomainProblem(INamedTypeSymbol type, bool hasAssets, CancellationToken cancellationToken)
    {
        if (type.Attribute(Names.Domain) is { } domain)
        {
            return domain.Text(0) is { } name && !KeyGrammar.IsName(name)
                ? Problem(Places.OfArgument(domain, type, cancellationToken), $"'{name}' is not the name of a domain: lower-case letters, digits and underscores, not starting with a digit.{Instead(name)}")
                : null;
        }

        return hasAssets && Domains.Attribute(type) is null && KeyGrammar.SnakeCase(type.ContainingAssembly.Name) is var assembly && !KeyGrammar.IsName(assembly)
            ? Problem(Places.First(type), $"The assets of '{type.Name}' have no domain, and '{assembly}', which the assembly's name gives, is not valid. Put [Domain] on the class.")
            : null;
    }

    private static string Instead(string name) => KeyGrammar.SnakeCase(name) is var snake && KeyGrammar.IsName(snake) ? $" Write '{snake}'." : string.Empty;

    private static Diagnostic Problem(Location location, string message) => Diagnostic.Create(Descriptors.DomainName, location, message);
}
