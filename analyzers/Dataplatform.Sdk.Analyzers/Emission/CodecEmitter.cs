using Dataplatform.Sdk.Analyzers.Model;
using static Dataplatform.Sdk.Analyzers.Emission.Literals;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>
/// Writes the codec of a contract: its columns and the loops that convert them. What happens when a value cannot be
/// converted is the base class's, so that it is compiled once and not with every contract; and so is how nested values are
/// converted, which is composed at run time.
/// </summary>
internal static class CodecEmitter
{
    public const string Suffix = "_Codec";

    public static string Emit(ContractModel contract)
    {
        var code = new CodeWriter();
        var name = GeneratedNames.Class(contract.Id, Suffix);
        var enums = new EnumFunctions(contract);
        code.Open($"namespace {GeneratedNames.Namespace}");
        code.Line(CodeWriter.GeneratedCode);
        code.Open($"internal sealed class {name} : {SdkPrefix}ColumnarCodec<{contract.Type}>");
        Nested(code, contract, enums);
        Schema(code, contract, name);
        if (contract.IsExact)
        {
            code.Line();
            code.Line("public override bool IsExact => true;");
        }

        CodecWriteEmitter.Emit(code, contract, enums);
        CodecReadEmitter.Emit(code, contract, enums);
        enums.Emit(code);
        code.Close();
        code.Close();
        return code.ToString();
    }

    /// <summary>The field that holds the codec of a nested column.</summary>
    public static string Field(int column) => "Column" + column;

    private static void Nested(CodeWriter code, ContractModel contract, EnumFunctions enums)
    {
        for (var i = 0; i < contract.Columns.Count; i++)
        {
            var value = contract.Columns[i].Value;
            if (value.IsNested)
            {
                code.Line($"private static readonly {SdkPrefix}ValueCodec<{ValueCode.FullType(value)}> {Field(i)} = {ValueCode.Compose(value, enums)};");
                code.Line();
            }
        }
    }

    private static void Schema(CodeWriter code, ContractModel contract, string name)
    {
        code.Line($"public {name}() : base(new({Text(contract.Name)}, new {SdkPrefix}ColumnSchema[]");
        code.Open();
        for (var i = 0; i < contract.Columns.Count; i++)
        {
            var column = contract.Columns[i];
            code.Line(column.Value.IsNested
                ? $"{Field(i)}.Column({Text(column.Name)}, {Text(column.Member)}){Initializer(" with", Governance(column))},"
                : $"new({Text(column.Name)}, new({SdkPrefix}ColumnKind.{column.Value.Kind}{Digits(column.Value)}), {Bool(column.Value.IsNullable)}, {Text(column.Member)}){Initializer(string.Empty, [.. Allowed(column.Value), .. Role(column), .. Governance(column)])},");
        }

        code.Close(contract.Checks.Lines.Count == 0 ? "}))" : $"}}) {{ Checks = {SdkPrefix}ContractChecks.Read({string.Join(", ", contract.Checks.Types.Select(type => $"typeof({type})").Prepend(Text(string.Join("\n", contract.Checks.Lines))))}) }})");
        code.Open();
        code.Close();
        code.Line();
        code.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");

        // A codec with other codecs in it is made when it is first asked for: by then they are all registered.
        code.Line(contract.Columns.Any(column => column.Value.IsNested)
            ? $"internal static void Register() => {SdkPrefix}RowCodecs.Register<{contract.Type}>(static () => new {name}());"
            : $"internal static void Register() => {SdkPrefix}RowCodecs.Register(new {name}());");
    }

    private static string Digits(ValueModel value) => value.Kind == "Decimal" ? $", {value.Precision}, {value.Scale}" : string.Empty;

    private static string Initializer(string before, string[] members) => members.Length == 0 ? string.Empty : $"{before} {{ {string.Join(", ", members)} }}";

    private static string[] Role(ColumnModel column) => column.Role is { } role ? [$"Role = {SdkPrefix}ColumnRole.{role}"] : [];

    // Every name that is read: rows that were written by hand may have any of them.
    private static string[] Allowed(ValueModel value) => value.Bare.Enum is { } type ? [$"AllowedValues = {Texts(type.AllNames)}"] : [];

    // Who may see the column.
    private static string[] Governance(ColumnModel column) =>
    [
        .. column.Tags.Count > 0 ? [$"Tags = {Texts(column.Tags)}"] : Array.Empty<string>(),
        .. column.IsMasked ? ["IsMasked = true"] : Array.Empty<string>(),
        .. column.Declassified is { } reason ? [$"Declassified = {Text(reason)}"] : Array.Empty<string>(),
    ];
}
