using Dataplatform.Sdk.Analyzers.Extraction;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>
/// Finds contracts that contain themselves. It is a rule of the analyzer only: the generator must not look into the columns of
/// other contracts, which are in other files.
/// </summary>
internal static class ContractCycles
{
    /// <summary>The members by which a contract comes back to itself; empty if it does not.</summary>
    public static IReadOnlyList<string> Find(INamedTypeSymbol contract, CancellationToken cancellationToken)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var path = new List<string>();
        return Reaches(contract) ? path : [];

        bool Reaches(INamedTypeSymbol from)
        {
            foreach (var member in ContractExtractor.Members(from, cancellationToken))
            {
                path.Add($"{from.Name}.{member.Name}");
                foreach (var inner in Contracts(ContractExtractor.TypeOf(member), cancellationToken))
                {
                    if (SymbolEqualityComparer.Default.Equals(inner, contract) || (seen.Add(inner) && Reaches(inner)))
                    {
                        return true;
                    }
                }

                path.RemoveAt(path.Count - 1);
            }

            return false;
        }
    }

    private static IEnumerable<INamedTypeSymbol> Contracts(ITypeSymbol type, CancellationToken cancellationToken)
    {
        var found = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var wrappers = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        Look(type);
        return found.Cast<INamedTypeSymbol>();

        void Look(ITypeSymbol at)
        {
            at = ValueTypes.Unwrap(at, out _);
            if (NestedTypes.Element(at) is { } element)
            {
                Look(element);
            }
            else if (NestedTypes.KeyAndValue(at) is var (_, value))
            {
                Look(value);
            }
            else if (at is INamedTypeSymbol named && ValueTypes.IsContract(named))
            {
                found.Add(named);
            }
            else if (NestedTypes.Wrapped(at, cancellationToken) is { } wrapped && wrappers.Add(at.OriginalDefinition))
            {
                Look(wrapped.Type);
            }
        }
    }
}
