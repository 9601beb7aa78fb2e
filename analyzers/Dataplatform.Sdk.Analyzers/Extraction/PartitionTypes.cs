using Dataplatform.Sdk.Partitions;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Recognises the types of the keys of partitions.</summary>
internal static class PartitionTypes
{
    private const string Range = "PartitionRange";

    /// <summary>The type that a key type is known by, the name with its namespace; null if the type is none of ours.</summary>
    public static string? Key(ITypeSymbol type) => type.Name switch
    {
        "Hour" => Sdk(type, KeyTypes.Hour),
        "Day" => Sdk(type, KeyTypes.Day),
        "Week" => Sdk(type, KeyTypes.Week),
        "Month" => Sdk(type, KeyTypes.Month),
        "TimeWindow" => Sdk(type, KeyTypes.TimeWindow),
        "DynamicKey" => Sdk(type, KeyTypes.DynamicKey),
        _ => null,
    };

    /// <summary>The key of a range; null if the type is no range.</summary>
    public static ITypeSymbol? RangeOf(ITypeSymbol type) => type.IsSdk(Range, 1) ? ((INamedTypeSymbol)type).TypeArguments[0] : null;

    /// <summary>Whether a value can be written into a hole of a query, where it is what a column of its kind would hold.</summary>
    public static bool IsParameter(ITypeSymbol type) => Key(type) is not null and not KeyTypes.TimeWindow;

    /// <summary>What to write into a hole in the place of a value that is two.</summary>
    public static string? Parts(ITypeSymbol type) => Key(type) == KeyTypes.TimeWindow ? ".Start and .End" : RangeOf(type) is not null ? ".First and .Last" : null;

    /// <summary>By what something is divided, in the names of the dimensions: <c>'day' and 'region'</c>.</summary>
    public static string Names(PartitionsDefinition definition) => string.Join(" and ", definition.Dimensions.Select(dimension => $"'{dimension.Name}'"));

    private static string? Sdk(ITypeSymbol type, string key) => type.IsSdk(type.Name) ? key : null;
}
