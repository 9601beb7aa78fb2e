using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;
using static Dataplatform.Sdk.Analyzers.Emission.Literals;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>The functions of a codec that turn an enum's values into names and back, two for each enum.</summary>
internal sealed class EnumFunctions
{
    private readonly List<EnumModel> _enums;

    public EnumFunctions(ContractModel contract) =>
        _enums = [.. contract.Columns.SelectMany(column => Enums(column.Value)).GroupBy(found => found.Type, StringComparer.Ordinal).Select(same => same.First())];

    public string ToText(EnumModel type) => "ToText" + Ordinal(type);

    public string FromText(EnumModel type) => "FromText" + Ordinal(type);

    public void Emit(CodeWriter code)
    {
        foreach (var type in _enums)
        {
            code.Line();
            code.Line($"private static string {ToText(type)}({type.Type} value) => value switch");
            code.Open();
            foreach (var name in type.Names)
            {
                code.Line($"{type.Type}.{TypeNames.Escape(name)} => {Text(name)},");
            }

            code.Line($"_ => throw NotAName(value, {Text(Short(type.Type))}),");
            code.Close("};");
            code.Line();
            code.Line($"private static {type.Type} {FromText(type)}(string text) => text switch");
            code.Open();
            foreach (var name in type.AllNames)
            {
                code.Line($"{Text(name)} => {type.Type}.{TypeNames.Escape(name)},");
            }

            code.Line($"_ => throw NotAName(text, {Text(Short(type.Type))}),");
            code.Close("};");
        }
    }

    private int Ordinal(EnumModel type) => _enums.FindIndex(found => found.Type == type.Type);

    private static IEnumerable<EnumModel> Enums(ValueModel value) => value.Bare is { Enum: { } type } ? [type] : value.Bare.Parts.SelectMany(Enums);

    private static string Short(string type) => type.Substring(type.LastIndexOfAny(['.', ':']) + 1);
}
