using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;
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

        foreach (var attribute in type.GetAttributes().Where(PolicyRules.IsPolicy))
        {
            foreach (var problem in PolicyRules.Check(attribute, type.Name))
            {
                yield return Diagnostic.Create(
                    Descriptors.Of(problem.Id), Places.OfSetting(attribute, problem.Setting, problem.Ordinal, type, cancellationToken), RemedyProperties.Write(problem.Remedies), problem.Message);
            }
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
            return domain.Text(0) is { } name && Objection(name) is { } objection
                ? Problem(Places.OfArgument(domain, type, cancellationToken), $"'{name}' {objection}", Better(name) is { } better ? [new(RemedyKinds.Text, better)] : [])
                : null;
        }

        if (!hasAssets || Domains.Attribute(type) is not null)
        {
            return null;
        }

        var assembly = KeyGrammar.SnakeCase(type.ContainingAssembly.Name);
        var why = !KeyGrammar.IsName(assembly) ? "is not valid" : KeyGrammar.IsReservedDomain(assembly) ? "is a name that databases keep for themselves" : null;
        return why is null ? null : Problem(Places.First(type), $"The assets of '{type.Name}' have no domain, and '{assembly}', which the assembly's name gives, {why}. Put [Domain] on the class.");
    }

    private static string? Objection(string name) =>
        !KeyGrammar.IsName(name) ? $"is not the name of a domain: lower-case letters, digits and underscores, not starting with a digit.{Instead(name)}"
        : !KeyGrammar.IsReservedDomain(name) ? null
        : name[0] == '_' ? $"cannot be a domain: schemas that start with an underscore are kept for the store itself.{Instead(name)}"
        : "cannot be a domain: databases keep the schema of this name for themselves. Take another name.";

    private static string Instead(string name) => Better(name) is { } better ? $" Write '{better}'." : string.Empty;

    private static string? Better(string name) =>
        KeyGrammar.SnakeCase(name) is var snake && KeyGrammar.IsName(snake) && !KeyGrammar.IsReservedDomain(snake) ? snake : null;

    private static Diagnostic Problem(Location location, string message, params IReadOnlyList<Remedy> remedies) =>
        Diagnostic.Create(Descriptors.DomainName, location, RemedyProperties.Write(remedies), message);
}
