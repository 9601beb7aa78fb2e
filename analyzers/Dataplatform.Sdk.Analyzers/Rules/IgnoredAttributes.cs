using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>Attributes that say something of an asset, on a method that is none: nobody would ever read them.</summary>
internal static class IgnoredAttributes
{
    private static readonly string[] OfAssets = [Names.Write, Names.After, Names.Store, Names.CodeVersion, Names.RenamedFrom, Names.Supersedes, Names.Retires];

    public static IEnumerable<Diagnostic> Check(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var attributes = method.GetAttributes();
        if (attributes.Length == 0 || method.Has(Names.Asset))
        {
            yield break;
        }

        var other = method.Has(Names.Observe) ? "observes" : method.Has(Names.AssetCheck) ? "checks" : null;
        foreach (var attribute in attributes.Where(attribute => IsIgnored(attribute, other is not null)))
        {
            var name = attribute.AttributeClass!.Name.Substring(0, attribute.AttributeClass.Name.Length - "Attribute".Length);
            yield return Diagnostic.Create(
                Descriptors.WithoutAsset,
                attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation() ?? Places.First(method),
                RemedyProperties.Write([new(RemedyKinds.WithoutAttribute, name)]),
                other is not null
                    ? $"[{name}] on '{method.ContainingType.Name}.{method.Name}' does nothing: the method {other} an asset and makes none. Remove it."
                    : $"[{name}] on '{method.ContainingType.Name}.{method.Name}' does nothing: the method is no asset. Put [Asset] on it too, or remove [{name}].");
        }
    }

    // Policies are for whatever a run calls, observers and checks too; but those make no partitions.
    private static bool IsIgnored(AttributeData attribute, bool isCalled) =>
        (PolicyRules.IsPolicy(attribute) && (!isCalled || attribute.AttributeClass!.Name == Names.Backfill)) || PartitionReader.IsPartitions(attribute) || (attribute.AttributeClass is { } type && OfAssets.Contains(type.Name) && type.IsSdk(type.Name));
}
