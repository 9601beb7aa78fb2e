using Dataplatform.Sdk.Analyzers.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>The rules on one hole of a query.</summary>
internal static class SqlHoleRules
{
    public static (DiagnosticDescriptor Descriptor, Location Place, string Message)? Check(IOperation hole)
    {
        var value = Unwrap(hole);
        var type = value.Type;
        if (type is null or { TypeKind: TypeKind.Error or TypeKind.TypeParameter } || type.IsSdk("Sql") || type.IsSdk("Sql", 1) || type.IsSdk("Table", 1))
        {
            return null;
        }

        if (type.SpecialType == SpecialType.System_String)
        {
            return Text(value);
        }

        return ColumnTypes.Kind(ValueTypes.Unwrap(type, out _)) is null && !PartitionTypes.IsParameter(type)
            ? (Descriptors.HoleType, value.Syntax.GetLocation(), Unsupported(type))
            : null;
    }

    // A name or a call that gives a text is a parameter, as its author wants. A text that is put together on the spot was
    // meant to be part of the query.
    private static (DiagnosticDescriptor, Location, string)? Text(IOperation value)
    {
        if (Arms(value).Any(static arm => arm is IInterpolatedStringOperation { ConstantValue.HasValue: false } || Concatenates(arm, static leaf => leaf is IInterpolatedStringOperation)))
        {
            return (Descriptors.TextInHole, value.Syntax.GetLocation(),
                "This text is not written into the query: the hole takes it as one string parameter. Write (Sql) before each interpolated string, so that it is a fragment.");
        }

        if (Arms(value).Count > 1 && Arms(value).All(static arm => arm.ConstantValue.HasValue && LooksLikeSql((string?)arm.ConstantValue.Value)))
        {
            return (Descriptors.TextInHole, value.Syntax.GetLocation(),
                "These texts are not written into the query: the hole takes one of them as a string parameter. Write them as fragments: (Sql)$\"…\".");
        }

        return Arms(value).Any(static arm => arm is IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, Name: "Join" or "Concat" or "Format" } })
                || Arms(value).Any(static arm => Concatenates(arm, static _ => true))
            ? (Descriptors.JoinedTextInHole, value.Syntax.GetLocation(),
                "This joined text is one string parameter, not a part of the query. Join fragments with Sql.Join, and name columns with Sql.Identifier; for a joined value, put it into a variable first.")
            : null;
    }

    // The values that an expression can have: the arms of what chooses among several.
    private static IReadOnlyList<IOperation> Arms(IOperation value) => Unwrap(value) switch
    {
        IConditionalOperation { WhenFalse: { } no } choice => [.. Arms(choice.WhenTrue), .. Arms(no)],
        ISwitchExpressionOperation choice => [.. choice.Arms.SelectMany(arm => Arms(arm.Value))],
        ICoalesceOperation choice => [.. Arms(choice.Value), .. Arms(choice.WhenNull)],
        var one => [one],
    };

    private static bool Concatenates(IOperation value, Func<IOperation, bool> leaf) => Unwrap(value) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, ConstantValue.HasValue: false } sum
        && (leaf(Unwrap(sum.LeftOperand)) || leaf(Unwrap(sum.RightOperand)) || Concatenates(sum.LeftOperand, leaf) || Concatenates(sum.RightOperand, leaf));

    private static bool LooksLikeSql(string? text) => text is not null
        && (text.Length == 0 || text.TrimStart().Split(' ', '\n')[0].ToUpperInvariant() is "WHERE" or "AND" or "OR" or "ORDER" or "GROUP" or "LIMIT" or "JOIN" or "LEFT" or "UNION" or "HAVING" or "ASC" or "DESC" or "FROM" or "SELECT" or "QUALIFY");

    private static IOperation Unwrap(IOperation value)
    {
        while (true)
        {
            switch (value)
            {
                case IConversionOperation { IsImplicit: true } conversion:
                    value = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    value = parenthesized.Operand;
                    break;
                default:
                    return value;
            }
        }
    }

    private static string Unsupported(ITypeSymbol type)
    {
        var name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (PartitionTypes.Parts(type) is { } parts)
        {
            return $"A value of the type '{name}' cannot be a parameter of a query, for it is two values. Pass its {parts}.";
        }

        if (NestedTypes.Wrapped(ValueTypes.Unwrap(type, out var isNullable), CancellationToken.None) is { } wrapped && ColumnTypes.Kind(ValueTypes.Unwrap(wrapped.Type, out _)) is not null)
        {
            return $"A value of the type '{name}' cannot be a parameter of a query. Pass what it holds: its '{(isNullable ? "?" : string.Empty)}.{wrapped.Name}'.";
        }

        return type is IArrayTypeSymbol || type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable) || type.SpecialType == SpecialType.System_Collections_IEnumerable
            ? $"A value of the type '{name}' cannot be a parameter of a query. Join its values: Sql.Join($\", \", values.Select(value => (Sql)$\"{{value}}\"))."
            : $"A value of the type '{name}' cannot be a parameter of a query. Pass a number, text, date, time, Guid, enum or bytes; a table, a query or a fragment is written in place.";
    }
}
