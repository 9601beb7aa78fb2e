using Dataplatform.Sdk.Analyzers.Model;
using static Dataplatform.Sdk.Analyzers.Emission.Literals;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>Writes the half of a codec that fills a batch.</summary>
internal static class CodecWriteEmitter
{
    public static void Emit(CodeWriter code, ContractModel contract)
    {
        var rows = $"global::System.ReadOnlySpan<{contract.Type}> rows";
        code.Line();
        code.Open($"public override void Write({rows}, {SdkPrefix}BatchWriter batch)");
        code.Open("try");
        for (var i = 0; i < contract.Columns.Count; i++)
        {
            code.Line($"Write{i}(rows, batch);");
        }

        code.Close();
        code.Open("catch (global::System.Exception cause)");
        code.Line("throw WriteFailure(rows, batch, cause);");
        code.Close();
        code.Close();
        for (var i = 0; i < contract.Columns.Count; i++)
        {
            code.Line();
            code.Open($"private static void Write{i}({rows}, {SdkPrefix}BatchWriter batch)");
            Column(code, contract.Columns[i], i);
            code.Close();
        }

        Failure(code, contract, rows);
        if (contract.Columns.Any(IsRequiredReference))
        {
            code.Line();
            code.Line("private static TValue Required<TValue>(TValue? value) where TValue : class =>");
            code.Line($"    value ?? throw new {SdkPrefix}DataplatformException(\"It is null, and the member is not nullable. Make the member nullable, or fill it.\");");
        }
    }

    private static void Column(CodeWriter code, ColumnModel column, int ordinal)
    {
        var physical = ColumnCode.Physical(column);
        if (physical is not null)
        {
            code.Line($"var values = batch.Values<{physical}>({ordinal});");
        }

        code.Open("for (var i = 0; i < rows.Length; i++)");
        var member = $"rows[i].{ColumnCode.Member(column)}";
        if (column.IsNullable)
        {
            code.Open($"if ({member} is {{ }} value)");
            code.Line(Set(column, ordinal, "value"));
            code.Close();
            code.Open("else");
            code.Line($"batch.SetNull({ordinal}, i);");
            code.Close();
        }
        else
        {
            code.Line(Set(column, ordinal, IsRequiredReference(column) ? $"Required({member})" : member));
        }

        code.Close();
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

    private static void Failure(CodeWriter code, ContractModel contract, string rows)
    {
        code.Line();
        code.Open($"private static {SdkPrefix}DataplatformException WriteFailure({rows}, {SdkPrefix}BatchWriter batch, global::System.Exception cause)");
        code.Open("for (var row = 0; row < rows.Length; row++)");
        if (contract.IsReference)
        {
            code.Open("if (rows[row] is null)");
            code.Line($"return new {SdkPrefix}DataplatformException(\"A row of '\" + Columns.Name + \"' is null: \" + Where(row, rows.Length) + \". Leave it out, or put a row in its place.\", cause);");
            code.Close();
            code.Line();
        }

        code.Line("var one = rows.Slice(row, 1);");
        code.Open($"for (var column = 0; column < {contract.Columns.Count}; column++)");
        code.Open("try");
        code.Open("switch (column)");
        for (var i = 0; i < contract.Columns.Count; i++)
        {
            code.Line($"case {i}: Write{i}(one, batch); break;");
        }

        code.Close();
        code.Close();
        code.Open("catch (global::System.Exception found)");
        code.Line("return Failure(column, row, rows.Length, \"written\", found);");
        code.Close();
        code.Close();
        code.Close();
        code.Line();
        code.Line($"return new {SdkPrefix}DataplatformException(\"Rows of '\" + Columns.Name + \"' cannot be written: \" + cause.Message, cause);");
        code.Close();
    }

    private static bool IsRequiredReference(ColumnModel column) => column is { IsNullable: false, Enum: null, Kind: "Text" or "Bytes" };
}
