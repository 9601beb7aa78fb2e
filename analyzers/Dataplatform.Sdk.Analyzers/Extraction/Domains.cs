using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Which domain a class of assets belongs to.</summary>
internal static class Domains
{
    /// <summary>The [Domain] of a class or of the nearest class around it.</summary>
    public static AttributeData? Attribute(INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.ContainingType)
        {
            if (at.Attribute(Names.Domain) is { } domain)
            {
                return domain;
            }
        }

        return null;
    }

    public static string Of(INamedTypeSymbol type) =>
        Attribute(type)?.Text(0) ?? KeyGrammar.SnakeCase(type.ContainingAssembly?.Name ?? string.Empty);

    /// <summary>The key of the asset that an attribute names: by its method alone, or after the class that declares it.</summary>
    public static string Named(INamedTypeSymbol type, AttributeData attribute) => attribute.ConstructorArguments switch
    {
        [{ Value: INamedTypeSymbol declaring }, var name] => Key(declaring, name.Value as string ?? string.Empty),
        [var name] => Key(type, name.Value as string ?? string.Empty),
        _ => string.Empty,
    };

    public static string Key(INamedTypeSymbol type, string name) => Of(type) + "/" + KeyGrammar.SnakeCase(name);
}
