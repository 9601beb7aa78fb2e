using Dataplatform.Sdk.Analyzers.Model;
using static Dataplatform.Sdk.Analyzers.Emission.Literals;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>Writes the half of a codec that reads a batch.</summary>
internal static class CodecReadEmitter
{
    public static void Emit(CodeWriter code, ContractModel contract, EnumFunctions enums)
    {
        code.Line();
        code.Open($"protected override void ReadRows({SdkPrefix}BatchReader batch, int from, global::System.Span<{contract.Type}> rows)");
        for (var i = 0; i < contract.Columns.Count; i++)
        {
            var column = contract.Columns[i].Value;
            if (column.IsNested)
            {
                code.Line($"var values{i} = Read({CodecEmitter.Field(i)}, batch, {i}, from, rows.Length);");
            }
            else if (column.IsNullable)
            {
                code.Line($"var missing{i} = batch.MayHaveNulls({i});");
            }

            if (ColumnCode.Physical(column) is { } physical)
            {
                code.Line($"var values{i} = batch.Values<{physical}>({i}).Slice(from);");
            }
        }

        code.Open("for (var i = 0; i < rows.Length; i++)");
        Row(code, contract, enums);
        code.Close();
        code.Close();
    }

    private static void Row(CodeWriter code, ContractModel contract, EnumFunctions enums)
    {
        code.Line($"rows[i] = new {contract.Type}{(contract.UsesConstructor ? "(" : string.Empty)}");
        if (!contract.UsesConstructor)
        {
            code.Line("{");
        }

        for (var i = 0; i < contract.Columns.Count; i++)
        {
            var column = contract.Columns[i];
            var end = i < contract.Columns.Count - 1 ? "," : contract.UsesConstructor ? ");" : string.Empty;
            var name = contract.UsesConstructor ? string.Empty : ColumnCode.Member(column) + " = ";
            code.Line($"    {name}{Value(column.Value, enums, i)}{end}");
        }

        if (!contract.UsesConstructor)
        {
            code.Line("};");
        }
    }

    private static string Value(ValueModel value, EnumFunctions enums, int ordinal)
    {
        if (value.IsNested)
        {
            return $"values{ordinal}[i]";
        }

        var decoded = ColumnCode.Decode(value, enums, Held(value, ordinal));
        return !value.IsNullable ? decoded
            : $"missing{ordinal} && batch.IsNull({ordinal}, from + i) ? {(value.IsNullableValue ? $"({value.Type}?)null" : "null")} : {decoded}";
    }

    private static string Held(ValueModel value, int ordinal) => value.Kind switch
    {
        "Text" => $"batch.GetText({ordinal}, from + i)",
        "Bytes" => $"batch.GetBytes({ordinal}, from + i)",
        _ => $"values{ordinal}[i]",
    };
}
