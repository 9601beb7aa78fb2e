using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Dataplatform.Sdk.CodeLocations;

/// <summary>
/// Finds the source of methods in the portable PDB of their assembly, embedded or beside it. Debug information is a
/// convenience: where there is none, or it cannot be read, the answer is null and never an error.
/// </summary>
internal sealed class CodeLocationReader : IDisposable
{
    private readonly Dictionary<Assembly, AssemblySymbols?> _symbols = [];

    /// <summary>The source of a method; of overloads the first one that has debug information.</summary>
    /// <returns>Null if the assembly has no symbols, or the method no statement of its own.</returns>
    public CodeLocation? Find(Type declaringType, string method)
    {
        if (declaringType.IsConstructedGenericType)
        {
            declaringType = declaringType.GetGenericTypeDefinition();
        }

        var assembly = declaringType.Assembly;
        if (!_symbols.TryGetValue(assembly, out var symbols))
        {
            _symbols.Add(assembly, symbols = Open(assembly));
        }

        return symbols is null || declaringType.FullName is null ? null : symbols.Find(declaringType.FullName, method);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var symbols in _symbols.Values)
        {
            symbols?.Dispose();
        }
    }

    [UnconditionalSuppressMessage("SingleFile", "IL3000:Assembly.Location is empty in a single-file app", Justification = "An empty path means that there are no symbols to read, which is what the caller is told.")]
    private static AssemblySymbols? Open(Assembly assembly) =>
        assembly.IsDynamic || assembly.Location.Length == 0 ? null : AssemblySymbols.TryOpen(assembly.Location);
}
