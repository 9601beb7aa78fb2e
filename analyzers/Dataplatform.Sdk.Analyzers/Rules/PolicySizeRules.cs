using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>Pools and rate limits are shared by name, so that all who say how large one is must say the same.</summary>
internal static class PolicySizeRules
{
    public static IEnumerable<Diagnostic> Check(AssetGraph graph, CancellationToken cancellationToken)
    {
        var sizes = graph.Steps.Concat(graph.Observers).SelectMany(step => Around(step.Method)).Distinct(SymbolEqualityComparer.Default)
            .SelectMany(symbol => symbol!.GetAttributes().Select(attribute => Of(attribute, symbol)))
            .OfType<Size>()
            .GroupBy(size => (size.What, size.Name));
        foreach (var shared in sizes)
        {
            var ordered = shared.OrderBy(size => Path(size.Attribute), StringComparer.Ordinal).ThenBy(size => size.Attribute.ApplicationSyntaxReference?.Span.Start).ToList();
            foreach (var other in ordered.Where(size => size.Amount != ordered[0].Amount))
            {
                yield return Diagnostic.Create(Descriptors.PolicySize, Places.OfSetting(other.Attribute, Setting(other, ordered[0]), 0, other.Symbol, cancellationToken),
                    $"The {other.What} '{other.Name}' has {other.Text} here, but {ordered[0].Text} on '{Source(ordered[0].Symbol)}'. Write the same{(other.What == "pool" ? ", or only once" : " on both")}.");
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
            Names.Pool when PolicyReader.Slots(attribute) is { } slots => new("pool", attribute.Text(0)!, slots == 1 ? "1 slot" : $"{slots} slots", (slots, TimeSpan.Zero), attribute, symbol),
            Names.RateLimit => new("rate limit", attribute.Text(0)!, $"{attribute.Number(1)} per {PolicyReader.Per(attribute)}", (attribute.Number(1)!.Value, Time(PolicyReader.Per(attribute))), attribute, symbol),
            _ => null,
        };
    }

    // What differs: how many, or else within which time.
    private static string Setting(Size size, Size other) => size.What == "pool" ? "Slots" : size.Amount.Count != other.Amount.Count ? "#1" : "Per";

    // 60s is as long as 1m.
    private static TimeSpan Time(string text) => DurationText.TryParse(text, out var duration) ? duration : TimeSpan.Zero;

    private static string Path(AttributeData attribute) => attribute.ApplicationSyntaxReference?.SyntaxTree.FilePath ?? string.Empty;

    private static string Source(ISymbol symbol) => symbol is IMethodSymbol method ? method.ContainingType.Name + "." + method.Name : symbol.Name;

    private sealed record Size(string What, string Name, string Text, (int Count, TimeSpan Per) Amount, AttributeData Attribute, ISymbol Symbol);
}
