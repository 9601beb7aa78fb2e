using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Partitions;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads the function that a parameter names with <c>Map</c>.</summary>
internal static class MapFunctions
{
    public static PartitionMapping? Read(IParameterSymbol parameter, ITypeSymbol type, PartitionsDefinition? definition, string source, ICollection<Problem> problems)
    {
        var keys = Function(type);
        var reader = keys is null ? string.Empty : TypeNames.Plain(keys.TypeArguments[0]);
        var why = keys is null || type is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } named
                ? "is no mapping. Name a class that is derived from PartitionFunction<TReader, TUpstream> and not abstract"
            : named.IsUnboundGenericType || !named.IsReachable() || !named.InstanceConstructors.Any(constructor => constructor.Parameters.Length == 0 && constructor.IsReachable())
                ? "cannot be made by generated code. Make it public or internal, without type parameters, with a constructor that takes nothing"
            : definition is null
                ? $"maps keys '{KeyTypes.Short(reader)}' of '{source}', which is not partitioned. Divide it, or leave Map out"
            : !definition.Dimensions.Any(dimension => KeyTypes.Fits(reader, dimension))
                ? $"maps keys '{KeyTypes.Short(reader)}' of '{source}', which is divided by {PartitionTypes.Names(definition)}. Derive it from PartitionFunction<{string.Join(" or ", definition.Dimensions.Select(dimension => KeyTypes.Short(KeyTypes.Of(dimension))))}, …>"
            : null;
        if (why is null)
        {
            return new PartitionMapping.Function(TypeNames.Plain(type), reader, TypeNames.Plain(keys!.TypeArguments[1]));
        }

        problems.Add(new(DiagnosticIds.MapFunction, $"Map of '{parameter.Name}' in '{source}': '{KeyTypes.Short(TypeNames.Plain(type))}' {why}.", new(PlaceKind.UpstreamSetting, parameter.Ordinal, "Map")));
        return null;
    }

    private static INamedTypeSymbol? Function(ITypeSymbol type)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            if (at.IsSdk("PartitionFunction", 2))
            {
                return at;
            }
        }

        return null;
    }
}
