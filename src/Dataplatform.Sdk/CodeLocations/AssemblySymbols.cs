using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Dataplatform.Sdk.CodeLocations;

/// <summary>The metadata and the portable PDB of one assembly.</summary>
internal sealed class AssemblySymbols : IDisposable
{
    private readonly PEReader _assembly;
    private readonly MetadataReaderProvider _pdb;
    private readonly MetadataReader _metadata;
    private readonly MetadataReader _symbols;
    private readonly Lazy<Dictionary<string, TypeDefinitionHandle>> _types;
    private readonly Lazy<Dictionary<MethodDefinitionHandle, MethodDebugInformationHandle>> _stateMachines;

    private AssemblySymbols(PEReader assembly, MetadataReaderProvider pdb)
    {
        _assembly = assembly;
        _pdb = pdb;
        _metadata = assembly.GetMetadataReader();
        _symbols = pdb.GetMetadataReader();
        _types = new(ReadTypes);
        _stateMachines = new(ReadStateMachines);
    }

    /// <summary>Opens an assembly file and its symbols; null if there are none, or they are not portable or damaged.</summary>
    public static AssemblySymbols? TryOpen(string path)
    {
        PEReader? assembly = null;
        try
        {
            assembly = new PEReader(File.OpenRead(path));
            if (assembly.TryOpenAssociatedPortablePdb(path, OpenIfExists, out var pdb, out _) && pdb is not null)
            {
                var symbols = new AssemblySymbols(assembly, pdb);
                assembly = null;
                return symbols;
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or InvalidOperationException)
        {
            return null;
        }
        finally
        {
            assembly?.Dispose();
        }
    }

    /// <summary>The first statement of a method.</summary>
    /// <param name="type">The type's full name as reflection gives it: <c>Sales.Outer+Inner</c>.</param>
    /// <param name="method">The method's name.</param>
    public CodeLocation? Find(string type, string method)
    {
        if (!_types.Value.TryGetValue(type, out var handle))
        {
            return null;
        }

        return _metadata.GetTypeDefinition(handle).GetMethods()
            .Where(candidate => _metadata.StringComparer.Equals(_metadata.GetMethodDefinition(candidate).Name, method))
            .Select(Location)
            .FirstOrDefault(location => location is not null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pdb.Dispose();
        _assembly.Dispose();
    }

    // An async or iterator method only starts its state machine: its statements belong to MoveNext.
    private CodeLocation? Location(MethodDefinitionHandle method) =>
        FirstStatement(method.ToDebugInformationHandle())
        ?? (_stateMachines.Value.TryGetValue(method, out var moveNext) ? FirstStatement(moveNext) : null);

    private CodeLocation? FirstStatement(MethodDebugInformationHandle method)
    {
        foreach (var point in _symbols.GetMethodDebugInformation(method).GetSequencePoints())
        {
            if (!point.IsHidden)
            {
                return new CodeLocation(_symbols.GetString(_symbols.GetDocument(point.Document).Name), point.StartLine);
            }
        }

        return null;
    }

    private Dictionary<MethodDefinitionHandle, MethodDebugInformationHandle> ReadStateMachines()
    {
        var machines = new Dictionary<MethodDefinitionHandle, MethodDebugInformationHandle>();
        foreach (var handle in _symbols.MethodDebugInformation)
        {
            var kickoff = _symbols.GetMethodDebugInformation(handle).GetStateMachineKickoffMethod();
            if (!kickoff.IsNil)
            {
                machines[kickoff] = handle;
            }
        }

        return machines;
    }

    private Dictionary<string, TypeDefinitionHandle> ReadTypes()
    {
        var types = new Dictionary<string, TypeDefinitionHandle>(StringComparer.Ordinal);
        foreach (var handle in _metadata.TypeDefinitions)
        {
            types[FullName(handle)] = handle;
        }

        return types;
    }

    private string FullName(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        var name = _metadata.GetString(type.Name);
        return type.IsNested
            ? $"{FullName(type.GetDeclaringType())}+{name}"
            : type.Namespace.IsNil ? name : $"{_metadata.GetString(type.Namespace)}.{name}";
    }

    private static FileStream? OpenIfExists(string path) => File.Exists(path) ? File.OpenRead(path) : null;
}
