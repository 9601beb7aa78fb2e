using Dataplatform.Sdk.Analyzers.Model;
using static Dataplatform.Sdk.Analyzers.Emission.Literals;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>Writes the half of a codec that fills a batch.</summary>
internal static class CodecWriteEmitter
{
    public static void Emit(CodeWriter code, ContractModel contract)
    {
        code.Line();
        code.Open($"protected override void WriteColumn(int column, global::System.ReadOnlySpan<{contract.Type}> rows, {SdkPrefix}BatchWriter batch)");
        code.Open("switch (column)");
        for (var i = 0; i < contract.Columns.Count; i++)
        {
            code.Line($"case {i}:");
            code.Open();
            Column(code, contract.Columns[i], i);
            code.Line("break;");
            code.Close();
        }

        code.Close();
        code.Close();
    }

    private static void Column(CodeWriter code, ColumnModel column, int ordinal)
    {
        var physical = ColumnCode.Physical(column);
        if (physical is not null)
        {
            code.Line($"var values = batch.Values<{physical}>({ordinal});");
        }

        var member = $"rows[i].{ColumnCode.Member(column)}";
        code.Line("for (var i = 0; i < rows.Length; i++)");
        code.Indent();
        if (column.IsNullable)
        {
            code.Line($"if ({member} is {{ }} value) {Set(column, ordinal, "value")}");
            code.Line($"else batch.SetNull({ordinal}, i);");
        }
        else
        {
            code.Line(Set(column, ordinal, IsRequiredReference(column) ? $"Required({member})" : member));
        }

        code.Outdent();
    }

    private static string Set(ColumnModel column, int ordinal, string value)
    {
        var encoded = ColumnCode.Encode(column, ordinal, value);
        return column.Kind switch
        {
            "Text" => $"batch.SetText({ordinal}, i, {encoded});",
            "Bytes" => $"batch.SetBytes({ordinal}, i, {encoded});",
            _ => $"values[i] = {encoded};",
        };
    }

    private static bool IsRequiredReference(ColumnModel column) => column is { IsNullable: false, Enum: null, Kind: "Text" or "Bytes" };
}
