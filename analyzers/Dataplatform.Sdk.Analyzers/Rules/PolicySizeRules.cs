using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>Pools and rate limits are shared by name, so that all who say how large one is must say the same.</summary>
internal static class PolicySizeRules
{
    public static IEnumerable<Diagnostic> Check(AssetGraph graph, CancellationToken cancellationToken)
    {
        var sizes = graph.Steps.SelectMany(step => Around(step.Method)).Distinct(SymbolEqualityComparer.Default)
            .SelectMany(symbol => symbol!.GetAttributes().Select(attribute => Of(attribute, symbol)))
            .OfType<Size>()
            .GroupBy(size => (size.What, size.Name));
        foreach (var shared in sizes)
        {
            var ordered = shared.OrderBy(size => Path(size.Attribute), StringComparer.Ordinal).ThenBy(size => size.Attribute.ApplicationSyntaxReference?.Span.Start).ToList();
            foreach (var other in ordered.Where(size => size.Text != ordered[0].Text))
            {
                yield return Diagnostic.Create(Descriptors.PolicySize, Places.OfSetting(other.Attribute, other.Setting, other.Symbol, cancellationToken),
                    $"The {other.What} '{other.Name}' has {other.Text} here, but {ordered[0].Text} on '{Source(ordered[0].Symbol)}'. Write the same, or only once.");
            }
        }
    }

    private static IEnumerable<ISymbol> Around(IMethodSymbol method)
    {
        for (ISymbol? at = method; at is not null and not INamespaceSymbol; at = at.ContainingSymbol)
        {
            yield return at;
        }
    }

    private static Size? Of(AttributeData attribute, ISymbol symbol)
    {
        if (!PolicyRules.IsPolicy(attribute) || !PolicyRules.IsWhole(attribute) || PolicyRules.Check(attribute, string.Empty).Any())
        {
            return null;
        }

        return attribute.AttributeClass!.Name switch
        {
            Names.Pool when PolicyReader.Slots(attribute) is { } slots => new("pool", attribute.Text(0)!, slots == 1 ? "1 slot" : $"{slots} slots", "Slots", attribute, symbol),
            Names.RateLimit => new("rate limit", attribute.Text(0)!, $"{attribute.Number(1)} per {PolicyReader.Per(attribute)}", "#1", attribute, symbol),
            _ => null,
        };
    }

    private static string Path(AttributeData attribute) => attribute.ApplicationSyntaxReference?.SyntaxTree.FilePath ?? string.Empty;

    private static string Source(ISymbol symbol) => symbol is IMethodSymbol method ? method.ContainingType.Name + "." + method.Name : symbol.Name;

    private sealed record Size(string What, string Name, string Text, string Setting, AttributeData Attribute, ISymbol Symbol);
}
