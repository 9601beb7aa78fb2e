using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads what the attributes of a method and of its class say about its assets.</summary>
internal static class MetadataReader
{
    private static readonly string[] Materializations = ["Table", "View", "Ephemeral"];

    public static StepMetadata Read(IMethodSymbol method, AttributeData asset, CancellationToken cancellationToken)
    {
        var type = method.ContainingType;
        var domain = Domains.Attribute(type);
        var owners = asset.Setting("Owners");
        return new(
            Materializations[asset.Setting("As")?.Value is int value && value >= 0 && value < Materializations.Length ? value : 0],
            Text(asset, "Group") ?? Text(domain, "Group") ?? Group(type.Name),
            (owners is { IsNull: false } ? owners.Texts() : domain?.Setting("Owners").Texts() ?? []).ToEquatable(),
            (domain?.Setting("Tags").Texts() ?? []).Concat(asset.Setting("Tags").Texts()).Distinct(StringComparer.Ordinal).ToEquatable(),
            asset.Setting("Kinds").Texts().ToEquatable(),
            Text(asset, "Description") ?? Documentation(method, cancellationToken),
            Store(method),
            WriteRules.Read(method))
        {
            Lifecycle = LifecycleRules.Read(method, asset),
        };
    }

    private static string Group(string className)
    {
        var catalog = KeyGrammar.CatalogName(className);
        return KeyGrammar.SnakeCase(catalog.Substring(0, catalog.Length - "Catalog".Length));
    }

    private static string? Store(IMethodSymbol method)
    {
        for (ISymbol? at = method; at is not null and not INamespaceSymbol; at = at.ContainingSymbol)
        {
            if (at.Attribute(Names.Store) is { } store)
            {
                return store.Text(0);
            }
        }

        return null;
    }

    private static string? Documentation(IMethodSymbol method, CancellationToken cancellationToken) =>
        method.DeclaringSyntaxReferences is [var reference, ..]
            ? DocumentationText.Summary(reference.GetSyntax(cancellationToken).GetLeadingTrivia().ToFullString())
            : null;

    private static string? Text(AttributeData? attribute, string name) =>
        attribute?.Setting(name)?.Value is string { Length: > 0 } text ? text : null;
}
