using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads what the aggregate needs to know of the compilation.</summary>
internal static class AssemblyReader
{
    public static AssemblyModel Read(Compilation compilation, string? rootNamespace)
    {
        var assembly = compilation.AssemblyName ?? "Assembly";
        var ns = rootNamespace ?? string.Join(".", assembly.Split('.').Select(Emission.GeneratedNames.Identifier));
        return new(
            assembly,
            IsTaken(compilation, ns) ? string.Empty : ns,
            compilation.GetTypeByMetadataName(Names.Builder) is not null,
            References(compilation).Select(found => new RegistrationModel(found.Assembly.Name, TypeNames.Global(found.Registration))).ToEquatable());
    }

    /// <summary>The newest form of a catalog that this compiler writes and reads.</summary>
    public const int CatalogVersion = 1;

    /// <summary>The referenced assemblies whose catalogs have a newer form.</summary>
    public static IEnumerable<(string Assembly, int Version)> Newer(Compilation compilation) => compilation.SourceModule.ReferencedAssemblySymbols
        .Where(UsesSdk)
        .Select(assembly => (Assembly: assembly.Name, Version: Version(assembly)))
        .Where(found => found.Version > CatalogVersion)
        .OrderBy(found => found.Assembly, StringComparer.Ordinal);

    /// <summary>The referenced assemblies that have assets, in ordinal order.</summary>
    public static IEnumerable<(IAssemblySymbol Assembly, INamedTypeSymbol Registration)> References(Compilation compilation) => compilation.SourceModule.ReferencedAssemblySymbols
        .Where(UsesSdk)
        .Select(assembly => (Assembly: assembly, Registration: Registration(assembly)))
        .Where(found => found.Registration is not null)
        .OrderBy(found => found.Assembly.Name, StringComparer.Ordinal)
        .Select(found => (found.Assembly, found.Registration!));

    private static INamedTypeSymbol? Registration(IAssemblySymbol assembly) =>
        Catalog(assembly)?.ConstructorArguments is [{ Value: <= CatalogVersion }, { Value: INamedTypeSymbol type }] ? type : null;

    private static int Version(IAssemblySymbol assembly) => Catalog(assembly)?.ConstructorArguments is [{ Value: int version }, ..] ? version : 0;

    private static AttributeData? Catalog(IAssemblySymbol assembly) => assembly.GetAttributes()
        .FirstOrDefault(a => a.AttributeClass?.IsNamed(Names.Catalog, "Dataplatform.Sdk.Catalog") == true);

    // Reading the attributes of every framework assembly would cost more than all the rest.
    private static bool UsesSdk(IAssemblySymbol assembly) =>
        assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == Names.AbstractionsAssembly));

    // A namespace cannot have the name of a type, as with a class Shop in the assembly Shop.
    private static bool IsTaken(Compilation compilation, string ns)
    {
        for (var end = ns.IndexOf('.'); ; end = ns.IndexOf('.', end + 1))
        {
            if (ns.Length > 0 && compilation.Assembly.GetTypeByMetadataName(end < 0 ? ns : ns.Substring(0, end)) is not null)
            {
                return true;
            }

            if (end < 0)
            {
                return false;
            }
        }
    }
}
