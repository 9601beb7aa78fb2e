using Dataplatform.Sdk.Analyzers.Emission;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>What can be configured, and how it is read.</summary>
internal static class ConfigTypes
{
    /// <summary>For messages.</summary>
    public const string Supported = "string, bool, numbers, DateOnly, TimeOnly, DateTimeOffset, TimeSpan, Guid, Uri, enums, Secret<T> of these, and arrays or IReadOnlyList<T> of these";

    private const string Types = Literals.SdkPrefix + "Configs.ConfigTypes";

    /// <summary>How a type is read and asked for, as C#; null if it cannot be configured.</summary>
    public static (string Reading, string Type)? Of(ITypeSymbol type)
    {
        var bare = ValueTypes.Unwrap(type, out var isNullableValue);
        if (Single(bare) is { } single)
        {
            return (single, TypeNames.Global(bare) + (isNullableValue ? "?" : string.Empty));
        }

        return ValueTypes.Element(bare, out var form) is { } item && form is SequenceForm.Array or SequenceForm.List && !ValueTypes.IsNullable(item) && Single(item) is { } read
            ? ($"{Types}.List<{TypeNames.Global(item)}>({read})", TypeNames.Global(item) + "[]")
            : null;
    }

    private static string? Single(ITypeSymbol type) =>
        type.IsSdk(Names.Secret, 1) && ((INamedTypeSymbol)type).TypeArguments[0] is var revealed
            ? Scalar(revealed) is { } inner ? $"{Types}.Secret<{TypeNames.Global(revealed)}>({inner})" : null
            : Scalar(type);

    private static string? Scalar(ITypeSymbol type) =>
        type is { TypeKind: TypeKind.Enum } && type.IsReachable() ? $"{Types}.Enum<{TypeNames.Global(type)}>()"
        : IsKnown(type) ? $"{Types}.Of(typeof({TypeNames.Global(type)}))"
        : null;

    private static bool IsKnown(ITypeSymbol type) => type.SpecialType is
            SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16
            or SpecialType.System_UInt16 or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
            or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal
        || (type.Name is "DateOnly" or "TimeOnly" or "DateTimeOffset" or "TimeSpan" or "Guid" or "Uri" && type.ContainingType is null && type.ContainingNamespace.Is("System"));
}
