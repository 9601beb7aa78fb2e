using Dataplatform.Sdk.Analyzers.Model;
using static Dataplatform.Sdk.Analyzers.Emission.Literals;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>Writes the half of a codec that reads a batch.</summary>
internal static class CodecReadEmitter
{
    public static void Emit(CodeWriter code, ContractModel contract)
    {
        var rows = $"global::System.Span<{contract.Type}> rows";
        code.Line();
        code.Open($"public override void Read({SdkPrefix}BatchReader batch, {rows})");
        code.Open("try");
        code.Line("ReadRows(batch, rows);");
        code.Close();
        code.Open("catch (global::System.Exception cause)");
        code.Line("throw ReadFailure(batch, rows.Length, cause);");
        code.Close();
        code.Close();
        code.Line();
        code.Open($"private static void ReadRows({SdkPrefix}BatchReader batch, {rows})");
        Rows(code, contract);
        code.Close();
        Failure(code, contract);
        if (contract.Columns.Any(column => !column.IsNullable))
        {
            code.Line();
            code.Open($"private static void Require({SdkPrefix}BatchReader batch, int column, int from, int to)");
            code.Open("if (batch.MayHaveNulls(column))");
            code.Open("for (var row = from; row < to; row++)");
            code.Open("if (batch.IsNull(column, row))");
            code.Line($"throw new {SdkPrefix}DataplatformException(\"It is missing, and the member is not nullable. Make the member nullable, or fill it.\");");
            code.Close();
            code.Close();
            code.Close();
            code.Close();
        }
    }

    private static void Rows(CodeWriter code, ContractModel contract)
    {
        for (var i = 0; i < contract.Columns.Count; i++)
        {
            var column = contract.Columns[i];
            code.Line(column.IsNullable ? $"var missing{i} = batch.MayHaveNulls({i});" : $"Require(batch, {i}, 0, rows.Length);");
            if (ColumnCode.Physical(column) is { } physical)
            {
                code.Line($"var values{i} = batch.Values<{physical}>({i});");
            }
        }

        code.Open("for (var i = 0; i < rows.Length; i++)");
        Row(code, contract, "rows[i] =", (column, i) => Value(column, i, ColumnCode.Held(column, i, $"values{i}", "i"), $"missing{i} && batch.IsNull({i}, i)"));
        code.Close();
    }

    private static void Row(CodeWriter code, ContractModel contract, string target, Func<ColumnModel, int, string> value)
    {
        code.Line($"{target} new {contract.Type}{(contract.UsesConstructor ? "(" : string.Empty)}");
        if (!contract.UsesConstructor)
        {
            code.Line("{");
        }

        for (var i = 0; i < contract.Columns.Count; i++)
        {
            var column = contract.Columns[i];
            var end = i < contract.Columns.Count - 1 ? "," : contract.UsesConstructor ? ");" : string.Empty;
            var name = contract.UsesConstructor ? string.Empty : ColumnCode.Member(column) + " = ";
            code.Line($"    {name}{value(column, i)}{end}");
        }

        if (!contract.UsesConstructor)
        {
            code.Line("};");
        }
    }

    private static string Value(ColumnModel column, int ordinal, string held, string isMissing)
    {
        var decoded = ColumnCode.Decode(column, ordinal, held);
        return !column.IsNullable ? decoded
            : column.IsNullableValue ? $"{isMissing} ? ({ColumnCode.Clr(column)}?)null : {decoded}"
            : $"{isMissing} ? null : {decoded}";
    }

    private static string Single(ColumnModel column, int ordinal) => Value(
        column, ordinal, ColumnCode.Held(column, ordinal, $"batch.Values<{ColumnCode.Physical(column)}>({ordinal})", "row"), $"batch.IsNull({ordinal}, row)");

    private static void Failure(CodeWriter code, ContractModel contract)
    {
        code.Line();
        code.Open($"private static {SdkPrefix}DataplatformException ReadFailure({SdkPrefix}BatchReader batch, int rows, global::System.Exception cause)");
        code.Open("for (var row = 0; row < rows; row++)");
        code.Open($"for (var column = 0; column < {contract.Columns.Count}; column++)");
        code.Open("try");
        code.Open("switch (column)");
        for (var i = 0; i < contract.Columns.Count; i++)
        {
            var column = contract.Columns[i];
            code.Line($"case {i}: {(column.IsNullable ? string.Empty : $"Require(batch, {i}, row, row + 1); ")}_ = {Single(column, i)}; break;");
        }

        code.Close();
        code.Close();
        code.Open("catch (global::System.Exception found)");
        code.Line("return Failure(column, row, rows, \"read\", found);");
        code.Close();
        code.Close();
        code.Line();

        // Every value is good, so it is the row's constructor that refuses them.
        code.Open("try");
        Row(code, contract, "_ =", Single);
        code.Close();
        code.Open("catch (global::System.Exception found)");
        code.Line($"return new {SdkPrefix}DataplatformException(\"A row is refused by '\" + Columns.Name + \"' (\" + Where(row, rows) + \"): \" + found.Message, found);");
        code.Close();
        code.Close();
        code.Line();
        code.Line($"return new {SdkPrefix}DataplatformException(\"Rows of '\" + Columns.Name + \"' cannot be read: \" + cause.Message, cause);");
        code.Close();
    }
}
