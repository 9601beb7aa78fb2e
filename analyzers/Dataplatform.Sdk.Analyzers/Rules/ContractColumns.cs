using System.Globalization;
using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Graph.Rules;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>The columns of contracts, found by the names of their types. Read when a rule first asks, for few ever do.</summary>
internal sealed class ContractColumns(Compilation compilation)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, IReadOnlyList<ColumnShape>> _columns = new(StringComparer.Ordinal);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, IReadOnlyList<string>> _references = new(StringComparer.Ordinal);

    /// <summary>The columns; none if the type is not found or is no valid contract.</summary>
    public IReadOnlyList<ColumnShape> Of(string type) => _columns.GetOrAdd(type, Read);

    /// <summary>The contracts to whose assets keys of a contract refer, as C# writes them.</summary>
    public IReadOnlyList<string> ReferencesOf(string type) => _references.GetOrAdd(type, name =>
        Find(compilation, name) is { } found && ValueTypes.IsContract(found) && ContractExtractor.Extract(found, CancellationToken.None).Contract is { Checks.Types: { Count: > 0 } types }
            ? [.. types.Select(global => global.Substring("global::".Length))]
            : []);

    /// <summary>The column of a member; null if there is none.</summary>
    public string? NameOf(string type, string member) =>
        Contract(type)?.Columns.FirstOrDefault(column => column.Member == member)?.Name;

    /// <summary>The type that a plain name means; null if there is none.</summary>
    public static INamedTypeSymbol? Find(Compilation compilation, string name)
    {
        // A nested type has a + in its metadata name, and a dot as people write it.
        for (var candidate = name; ;)
        {
            if (compilation.GetTypeByMetadataName(candidate) is { } type)
            {
                return type;
            }

            var dot = candidate.LastIndexOf('.');
            if (dot < 0)
            {
                return null;
            }

            candidate = candidate.Substring(0, dot) + "+" + candidate.Substring(dot + 1);
        }
    }

    private IReadOnlyList<ColumnShape> Read(string name) => Read(name, []);

    // A contract that contains itself is an error of its own; its shape ends where it begins again.
    private IReadOnlyList<ColumnShape> Read(string name, IReadOnlyList<string> outer) =>
        !outer.Contains(name) && Contract(name) is { } contract
            ? [.. contract.Columns.Select(column => Shape(column.Name, column.Value, [.. outer, name]) with { RenamedFrom = [.. column.RenamedFrom] })]
            : [];

    private ContractModel? Contract(string name) =>
        Find(compilation, name) is { } type && ValueTypes.IsContract(type) ? ContractExtractor.Extract(type, CancellationToken.None).Contract : null;

    private ColumnShape Shape(string name, ValueModel value, IReadOnlyList<string> outer)
    {
        var bare = value.Bare;
        return new(name, Type(bare), value.IsNullable, bare.Enum is { } type ? [.. type.AllNames] : null)
        {
            Fields = bare.Kind switch
            {
                "Struct" => Read(bare.Contract!, outer),
                "List" => [Shape(NestedNames.Element, bare.Parts[0], outer)],
                "Map" => [Shape(NestedNames.Key, bare.Parts[0], outer), Shape(NestedNames.Value, bare.Parts[1], outer)],
                _ => [],
            },
        };
    }

    private static string Type(ValueModel value) =>
        value.Kind == "Decimal" ? string.Format(CultureInfo.InvariantCulture, "decimal({0},{1})", value.Precision, value.Scale) : value.Kind.ToLowerInvariant();
}
