using Dataplatform.Sdk.Analyzers.Model;
using static Dataplatform.Sdk.Analyzers.Emission.Literals;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>
/// Writes the codec of a contract. The loops have no checks and no row numbers: when one throws, the failed batch is
/// converted again value by value, which finds the row and the column.
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
        code.Open($"internal sealed class {name} : {SdkPrefix}RowCodec<{contract.Type}>");
        Schema(code, contract, name);
        CodecWriteEmitter.Emit(code, contract);
        CodecReadEmitter.Emit(code, contract);
        Enums(code, contract);
        code.Line();
        code.Open($"private static {SdkPrefix}DataplatformException Failure(int column, int row, int rows, string verb, global::System.Exception cause)");
        code.Line($"return new {SdkPrefix}DataplatformException(\"Column '\" + Columns.Columns[column].Name + \"' of '\" + Columns.Name + \"' cannot be \" + verb + \" in \" + Where(row, rows) + \": \" + cause.Message, cause);");
        code.Close();
        code.Line();
        code.Line("// A batch is a part of the rows that nobody chose: its size says that the row's number is not that of the file.");
        code.Line("private static string Where(int row, int rows) =>");
        code.Line("    string.Format(global::System.Globalization.CultureInfo.InvariantCulture, \"row {0:N0} of the batch of {1:N0} that failed\", row + 1, rows);");
        code.Close();
        code.Close();
        return code.ToString();
    }

    private static void Schema(CodeWriter code, ContractModel contract, string name)
    {
        code.Line($"private static readonly {SdkPrefix}RowSchema Columns = new({Text(contract.Name)}, new {SdkPrefix}ColumnSchema[]");
        code.Open();
        foreach (var column in contract.Columns)
        {
            var digits = column.Kind == "Decimal" ? $", {column.Precision}, {column.Scale}" : string.Empty;
            code.Line($"new({Text(column.Name)}, new {SdkPrefix}ColumnType({SdkPrefix}ColumnKind.{column.Kind}{digits}), {Bool(column.IsNullable)}, {Text(column.Member)}){Allowed(column)},");
        }

        code.Close("});");
        code.Line();
        code.Open($"public {name}() : base(Columns)");
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

            code.Line($"_ => throw new global::System.OverflowException(\"'\" + value.ToString() + \"' is not one of the names of '{Short(column.Enum)}'.\"),");
            code.Close("};");
            code.Line();
            code.Line($"private static {column.Enum} FromText{i}(string text) => text switch");
            code.Open();
            foreach (var name in column.EnumNames.Concat(column.EnumAliases))
            {
                code.Line($"{Text(name)} => {column.Enum}.{Extraction.TypeNames.Escape(name)},");
            }

            code.Line($"_ => throw new global::System.OverflowException(\"'\" + text + \"' is not one of the names of '{Short(column.Enum)}'.\"),");
            code.Close("};");
        }
    }

    private static string Short(string type) => type.Substring(type.LastIndexOfAny(['.', ':']) + 1);
}
