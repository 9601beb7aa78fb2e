using Dataplatform.Sdk.Analyzers.Model;
using static Dataplatform.Sdk.Analyzers.Emission.Literals;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>
/// Writes the codec of a contract: its columns and the loops that convert them. What happens when a value cannot be
/// converted is the base class's, so that it is compiled once and not with every contract.
/// </summary>
internal static class CodecEmitter
{
    public const string Suffix = "_Codec";

    public static string Emit(ContractModel contract)
    {
        var code = new CodeWriter();
        var name = GeneratedNames.Class(contract.Id, Suffix);
        code.Open($"namespace {GeneratedNames.Namespace}");
        code.Line(CodeWriter.GeneratedCode);
        code.Open($"internal sealed class {name} : {SdkPrefix}ColumnarCodec<{contract.Type}>");
        Schema(code, contract, name);
        if (contract.IsExact)
        {
            code.Line();
            code.Line("public override bool IsExact => true;");
        }

        CodecWriteEmitter.Emit(code, contract);
        CodecReadEmitter.Emit(code, contract);
        Enums(code, contract);
        code.Close();
        code.Close();
        return code.ToString();
    }

    private static void Schema(CodeWriter code, ContractModel contract, string name)
    {
        code.Line($"public {name}() : base(new({Text(contract.Name)}, new {SdkPrefix}ColumnSchema[]");
        code.Open();
        foreach (var column in contract.Columns)
        {
            var digits = column.Kind == "Decimal" ? $", {column.Precision}, {column.Scale}" : string.Empty;
            code.Line($"new({Text(column.Name)}, new({SdkPrefix}ColumnKind.{column.Kind}{digits}), {Bool(column.IsNullable)}, {Text(column.Member)}){Allowed(column)},");
        }

        code.Close("}))");
        code.Open();
        code.Close();
        code.Line();
        code.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        code.Line($"internal static void Register() => {SdkPrefix}RowCodecs.Register(new {name}());");
    }

    // Every name that is read: rows that were written by hand may have any of them.
    private static string Allowed(ColumnModel column) =>
        column.Enum is null ? string.Empty : $" {{ AllowedValues = {Texts(column.EnumNames.Concat(column.EnumAliases))} }}";

    private static void Enums(CodeWriter code, ContractModel contract)
    {
        for (var i = 0; i < contract.Columns.Count; i++)
        {
            var column = contract.Columns[i];
            if (column.Enum is null)
            {
                continue;
            }

            code.Line();
            code.Line($"private static string ToText{i}({column.Enum} value) => value switch");
            code.Open();
            foreach (var name in column.EnumNames)
            {
                code.Line($"{column.Enum}.{Extraction.TypeNames.Escape(name)} => {Text(name)},");
            }

            code.Line($"_ => throw NotAName(value, {Text(Short(column.Enum))}),");
            code.Close("};");
            code.Line();
            code.Line($"private static {column.Enum} FromText{i}(string text) => text switch");
            code.Open();
            foreach (var name in column.EnumNames.Concat(column.EnumAliases))
            {
                code.Line($"{Text(name)} => {column.Enum}.{Extraction.TypeNames.Escape(name)},");
            }

            code.Line($"_ => throw NotAName(text, {Text(Short(column.Enum))}),");
            code.Close("};");
        }
    }

    private static string Short(string type) => type.Substring(type.LastIndexOfAny(['.', ':']) + 1);
}
