using Dataplatform.Sdk.Analyzers.Extraction;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>The rule on the names of domains.</summary>
internal static class DomainRules
{
    public static Diagnostic? Check(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (type.Attribute(Names.Domain) is { } domain)
        {
            return domain.Text(0) is { } name && !KeyGrammar.IsName(name)
                ? Problem(Places.OfArgument(domain, type, cancellationToken), $"'{name}' is not the name of a domain: lower-case letters, digits and underscores, not starting with a digit.{Instead(name)}")
                : null;
        }

        var assembly = KeyGrammar.SnakeCase(type.ContainingAssembly.Name);
        return KeyGrammar.IsName(assembly) || Domains.Attribute(type) is not null || !type.GetMembers().Any(member => member.Has(Names.Asset))
            ? null
            : Problem(Places.First(type), $"The assets of '{type.Name}' have no domain, and '{assembly}', which the assembly's name gives, is not valid. Put [Domain] on the class.");
    }

    private static string Instead(string name) => KeyGrammar.SnakeCase(name) is var snake && KeyGrammar.IsName(snake) ? $" Write '{snake}'." : string.Empty;

    private static Diagnostic Problem(Location location, string message) => Diagnostic.Create(Descriptors.DomainName, location, message);
}
