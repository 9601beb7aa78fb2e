using System.Globalization;
using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Graph.Rules;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>The columns of contracts, found by the names of their types. Read when a rule first asks, for few ever do.</summary>
internal sealed class ContractColumns(Compilation compilation)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, IReadOnlyList<ColumnShape>> _columns = new(StringComparer.Ordinal);

    /// <summary>The columns; none if the type is not found or is no valid contract.</summary>
    public IReadOnlyList<ColumnShape> Of(string type) => _columns.GetOrAdd(type, Read);

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

    private IReadOnlyList<ColumnShape> Read(string name) =>
        Find(compilation, name) is { } type && ValueTypes.IsContract(type) && ContractExtractor.Extract(type, CancellationToken.None).Contract is { } contract
            ? [.. contract.Columns.Select(column => new ColumnShape(
                column.Name,
                column.Kind == "Decimal" ? string.Format(CultureInfo.InvariantCulture, "decimal({0},{1})", column.Precision, column.Scale) : column.Kind.ToLowerInvariant(),
                column.IsNullable,
                column.Enum is null ? null : [.. column.EnumNames.Concat(column.EnumAliases)]))]
            : [];
}
