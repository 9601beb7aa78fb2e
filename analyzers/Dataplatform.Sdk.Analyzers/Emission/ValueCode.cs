using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;
using static Dataplatform.Sdk.Analyzers.Emission.Literals;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>The expression that composes the codec of a nested value at run time.</summary>
internal static class ValueCode
{
    private const string Codec = SdkPrefix + "ValueCodec.";

    /// <summary>The C# type in full, with its nullable form if that is a type of its own.</summary>
    public static string FullType(ValueModel value) => value.IsNullableValue ? value.Type + "?" : value.Type;

    public static string Compose(ValueModel value, EnumFunctions enums)
    {
        var required = Required(value, enums);
        return value.IsNullableValue ? $"{Codec}Nullable({required})" : value.IsNullable ? $"{Codec}Optional({required})" : required;
    }

    private static string Required(ValueModel value, EnumFunctions enums) => value switch
    {
        { Wrapped: { } wrapped } =>
            $"{Codec}Wrapper<{value.Type}, {wrapped.Type}>({Compose(wrapped, enums)}, static wrapper => wrapper.{TypeNames.Escape(value.WrappedMember!)}, static value => new {value.Type}(value))",
        { Enum: { } type } => $"{Codec}Enum<{type.Type}>({enums.ToText(type)}, {enums.FromText(type)}, {Texts(type.AllNames)})",
        { Kind: "Decimal" } => $"{Codec}Decimal({value.Precision}, {value.Scale})",
        { Kind: "List" } => $"{Codec}List<{value.Type}, {FullType(value.Parts[0])}>({Compose(value.Parts[0], enums)})",
        { Kind: "Map" } => $"{Codec}Map<{value.Type}, {FullType(value.Parts[0])}, {FullType(value.Parts[1])}>({Compose(value.Parts[0], enums)}, {Compose(value.Parts[1], enums)})",
        { Kind: "Struct" } => $"{Codec}Record<{value.Type}>()",
        _ => Codec + value.Kind,
    };
}
