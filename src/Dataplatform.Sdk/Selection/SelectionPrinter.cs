using System.Globalization;
using System.Text;

namespace Dataplatform.Sdk.Selection;

/// <summary>Writes a selection as text that reads back to the same selection.</summary>
internal static class SelectionPrinter
{
    private const int OrLevel = 0;
    private const int AndLevel = 1;
    private const int NotLevel = 2;
    private const int AtomLevel = 3;

    public static string Print(SelectionNode node)
    {
        var text = new StringBuilder();
        Write(text, node, OrLevel);
        return text.ToString();
    }

    /// <summary>A value as it is written: in quotes where it has to be.</summary>
    public static string Value(string value) =>
        value.Length > 0 && SelectionScanner.BeginsWord(value[0]) && value.All(SelectionScanner.IsWord)
            ? value
            : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static void Write(StringBuilder text, SelectionNode node, int outer)
    {
        var needsParentheses = Level(node) < outer || (outer == AtomLevel && node is SelectionNode.Everything);
        text.Append(needsParentheses ? "(" : string.Empty);
        switch (node)
        {
            case SelectionNode.Everything:
                text.Append('*');
                break;
            case SelectionNode.Clause clause:
                WriteClause(text, clause);
                break;
            case SelectionNode.AllOf all:
                WriteJoined(text, all.Operands, " and ", NotLevel);
                break;
            case SelectionNode.AnyOf any:
                WriteJoined(text, any.Operands, " or ", AndLevel);
                break;
            case SelectionNode.Not not:
                text.Append("not ");
                Write(text, not.Operand, NotLevel);
                break;
            case SelectionNode.Traverse traverse:
                text.Append(traverse.Upstream == SelectionNode.Traverse.None ? string.Empty : Depth(traverse.Upstream) + "+");
                Write(text, traverse.Operand, AtomLevel);
                text.Append(traverse.Downstream == SelectionNode.Traverse.None ? string.Empty : "+" + Depth(traverse.Downstream));
                break;
            case SelectionNode.Ends ends:
                text.Append(ends.AreRoots ? "roots(" : "sinks(");
                if (ends.Operand is not null)
                {
                    Write(text, ends.Operand, OrLevel);
                }

                text.Append(')');
                break;
            default:
                throw new InvalidOperationException($"Unknown selection '{node.GetType().Name}'.");
        }

        text.Append(needsParentheses ? ")" : string.Empty);
    }

    private static void WriteClause(StringBuilder text, SelectionNode.Clause clause)
    {
        text.Append(SelectionSyntax.NameOf(clause.Attribute)).Append(':').Append(clause.IsNone ? SelectionSyntax.None : Value(clause.Pattern));
        if (clause.TagValue is not null)
        {
            text.Append('=').Append(Value(clause.TagValue));
        }
    }

    private static void WriteJoined(StringBuilder text, IReadOnlyList<SelectionNode> operands, string separator, int level)
    {
        for (var i = 0; i < operands.Count; i++)
        {
            text.Append(i == 0 ? string.Empty : separator);
            Write(text, operands[i], level);
        }
    }

    private static string Depth(int depth) =>
        depth == SelectionNode.Traverse.Unlimited ? string.Empty : depth.ToString(CultureInfo.InvariantCulture);

    private static int Level(SelectionNode node) => node switch
    {
        SelectionNode.AnyOf => OrLevel,
        SelectionNode.AllOf => AndLevel,
        SelectionNode.Not or SelectionNode.Traverse => NotLevel,
        _ => AtomLevel,
    };
}
