using Dataplatform.Sdk.Analyzers.Extraction;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>Finds the method that makes an asset, in this compilation or in a referenced assembly.</summary>
internal static class AssetMethods
{
    /// <summary>The method and the name by which an attribute names the asset; null if no visible method makes it.</summary>
    public static (IMethodSymbol Method, string Name)? Find(Compilation compilation, string key, CancellationToken cancellationToken)
    {
        var assemblies = new[] { compilation.Assembly }.Concat(AssemblyReader.References(compilation).Select(found => found.Assembly));
        var methods = assemblies.SelectMany(assembly => In(assembly.GlobalNamespace)).ToList();
        foreach (var method in methods.Where(method => Domains.Key(method.ContainingType, method.Name) == key))
        {
            return (method, method.Name);
        }

        foreach (var method in methods)
        {
            if (StepExtractor.Extract(method, cancellationToken)?.Step.Outputs.FirstOrDefault(output => output.Key == key) is { } output)
            {
                return (method, output.Name);
            }
        }

        return null;
    }

    private static IEnumerable<IMethodSymbol> In(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamespaceOrTypeSymbol inner)
            {
                foreach (var method in In(inner))
                {
                    yield return method;
                }
            }
            else if (member is IMethodSymbol method && method.Has(Names.Asset))
            {
                yield return method;
            }
        }
    }
}
