using System.Globalization;
using Dataplatform.Sdk.Analyzers.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>Writes constants of attributes and of default values as C#, in their own types.</summary>
internal static class Constants
{
    /// <summary>The default of a parameter; null if that is null.</summary>
    public static string? Default(IParameterSymbol parameter)
    {
        var type = ValueTypes.Unwrap(parameter.Type, out var isNullableValue);
        return parameter.ExplicitDefaultValue is { } value ? Value(value, type)
            : type.IsValueType && !isNullableValue ? $"default({TypeNames.Global(type)})"
            : null;
    }

    /// <summary>The expression that makes an attribute.</summary>
    public static string Creation(AttributeData attribute)
    {
        var arguments = string.Join(", ", attribute.ConstructorArguments.Select(Constant));
        var settings = string.Join(", ", attribute.NamedArguments.Select(setting => $"{setting.Key} = {Constant(setting.Value)}"));
        return $"new {TypeNames.Global(attribute.AttributeClass!)}({arguments}){(settings.Length > 0 ? $" {{ {settings} }}" : string.Empty)}";
    }

    private static string Constant(TypedConstant constant) => constant switch
    {
        { Kind: TypedConstantKind.Array, IsNull: false, Type: IArrayTypeSymbol array } => $"new {TypeNames.Global(array.ElementType)}[] {{ {string.Join(", ", constant.Values.Select(Constant))} }}",
        { IsNull: true } => "null",
        { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } => $"typeof({TypeNames.Global(type)})",
        _ => Value(constant.Value!, constant.Type!),
    };

    private static string Value(object value, ITypeSymbol type) => value switch
    {
        _ when type.TypeKind == TypeKind.Enum => $"({TypeNames.Global(type)})({SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)})",
        string text => Literals.Text(text),
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        float number when float.IsNaN(number) => "float.NaN",
        float number when float.IsInfinity(number) => number > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity",
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "f",
        double number when double.IsNaN(number) => "double.NaN",
        double number when double.IsInfinity(number) => number > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "d",
        _ when type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Char => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false),
        _ => $"({TypeNames.Global(type)})({SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)})",
    };
}
