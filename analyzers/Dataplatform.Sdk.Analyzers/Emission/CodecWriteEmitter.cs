using Dataplatform.Sdk.Analyzers.Model;
using static Dataplatform.Sdk.Analyzers.Emission.Literals;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>Writes the half of a codec that fills a batch.</summary>
internal static class CodecWriteEmitter
{
    public static void Emit(CodeWriter code, ContractModel contract, EnumFunctions enums)
    {
        code.Line();
        code.Open($"protected override void WriteColumn(int column, global::System.ReadOnlySpan<{contract.Type}> rows, {SdkPrefix}BatchWriter batch)");
        code.Open("switch (column)");
        for (var i = 0; i < contract.Columns.Count; i++)
        {
            code.Line($"case {i}:");
            code.Open();
            Column(code, contract.Columns[i], enums, i);
            code.Line("break;");
            code.Close();
        }

        code.Close();
        code.Close();
    }

    private static void Column(CodeWriter code, ColumnModel column, EnumFunctions enums, int ordinal)
    {
        var member = ColumnCode.Member(column);
        if (column.Value.IsNested)
        {
            code.Line($"Write({CodecEmitter.Field(ordinal)}, rows, static row => row.{member}, batch, {ordinal});");
            return;
        }

        if (ColumnCode.Physical(column.Value) is { } physical)
        {
            code.Line($"var values = batch.Values<{physical}>({ordinal});");
        }

        code.Line("for (var i = 0; i < rows.Length; i++)");
        code.Indent();
        if (column.Value.IsNullable)
        {
            code.Line($"if (rows[i].{member} is {{ }} value) {Set(column.Value, enums, ordinal, "value")}");
            code.Line($"else batch.SetNull({ordinal}, i);");
        }
        else
        {
            code.Line(Set(column.Value, enums, ordinal, $"rows[i].{member}"));
        }

        code.Outdent();
    }

    private static string Set(ValueModel value, EnumFunctions enums, int ordinal, string expression)
    {
        var encoded = ColumnCode.Encode(value, enums, expression);
        return value.Kind switch
        {
            "Text" => $"batch.SetText({ordinal}, i, {encoded});",
            "Bytes" => $"batch.SetBytes({ordinal}, i, {encoded});",
            _ => $"values[i] = {encoded};",
        };
    }
}
