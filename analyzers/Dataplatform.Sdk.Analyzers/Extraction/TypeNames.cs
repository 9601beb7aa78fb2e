using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Writes the names of types. Roslyn's own display is many times slower, and runs on every key press.</summary>
internal static class TypeNames
{
    /// <summary>For generated code: <c>global::Sales.Order</c>. Annotations of reference types are left out.</summary>
    public static string Global(ITypeSymbol type) => Write(type, "global::", escape: true);

    /// <summary>For people and for comparison: <c>Sales.Order</c>.</summary>
    public static string Plain(ITypeSymbol type) => Write(type, string.Empty, escape: false);

    /// <summary>A name that is unique in the assembly: <c>Sales.Outer+Inner</c>.</summary>
    public static string Metadata(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? Metadata(outer) + "+" + type.MetadataName
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : type.ContainingNamespace.FullName() + "." + type.MetadataName;

    /// <summary>A name as code must write it: a keyword gets an @.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>A name in snake_case as a parameter has it: <c>raw_orders</c> is <c>rawOrders</c>.</summary>
    public static string CamelCase(string name)
    {
        var words = name.Split('_').Where(word => word.Length > 0).ToList();
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
    }

    private static string Write(ITypeSymbol type, string prefix, bool escape)
    {
        var result = new StringBuilder();
        Write(result, type, prefix, escape);
        return result.ToString();
    }

    private static void Write(StringBuilder result, ITypeSymbol type, string prefix, bool escape)
    {
        if (Keyword(type.SpecialType) is { } keyword)
        {
            result.Append(keyword);
            return;
        }

        switch (type)
        {
            case IArrayTypeSymbol array:
                Write(result, array.ElementType, prefix, escape);
                result.Append('[').Append(',', array.Rank - 1).Append(']');
                break;
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                Write(result, nullable.TypeArguments[0], prefix, escape);
                result.Append('?');
                break;
            case INamedTypeSymbol { IsTupleType: true } tuple:
                WriteTuple(result, tuple, prefix, escape);
                break;
            case INamedTypeSymbol named:
                WriteNamed(result, named, prefix, escape);
                break;
            case IDynamicTypeSymbol:
                result.Append("object");
                break;
            default:
                result.Append(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
                break;
        }
    }

    private static void WriteTuple(StringBuilder result, INamedTypeSymbol tuple, string prefix, bool escape)
    {
        result.Append('(');
        for (var i = 0; i < tuple.TupleElements.Length; i++)
        {
            var element = tuple.TupleElements[i];
            result.Append(i == 0 ? string.Empty : ", ");
            Write(result, element.Type, prefix, escape);
            if (element.IsExplicitlyNamedTupleElement)
            {
                result.Append(' ').Append(escape ? Escape(element.Name) : element.Name);
            }
        }

        result.Append(')');
    }

    private static void WriteNamed(StringBuilder result, INamedTypeSymbol type, string prefix, bool escape)
    {
        if (type.ContainingType is { } outer)
        {
            WriteNamed(result, outer, prefix, escape);
            result.Append('.');
        }
        else
        {
            result.Append(prefix);
            WriteNamespace(result, type.ContainingNamespace, escape);
        }

        result.Append(escape ? Escape(type.Name) : type.Name);
        if (type.TypeArguments.Length > 0)
        {
            result.Append('<');
            for (var i = 0; i < type.TypeArguments.Length; i++)
            {
                result.Append(i == 0 ? string.Empty : ", ");
                Write(result, type.TypeArguments[i], prefix, escape);
            }

            result.Append('>');
        }
    }

    private static void WriteNamespace(StringBuilder result, INamespaceSymbol? ns, bool escape)
    {
        if (ns is { IsGlobalNamespace: false })
        {
            WriteNamespace(result, ns.ContainingNamespace, escape);
            result.Append(escape ? Escape(ns.Name) : ns.Name).Append('.');
        }
    }

    private static string? Keyword(SpecialType type) => type switch
    {
        SpecialType.System_Object => "object",
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Char => "char",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Byte => "byte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_Int32 => "int",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        SpecialType.System_Decimal => "decimal",
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        SpecialType.System_String => "string",
        SpecialType.System_Void => "void",
        _ => null,
    };

    /// <summary>Eight hexadecimal digits (FNV-1a) that tell apart what a file name cannot: case, overloads, odd letters.</summary>
    public static string Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 16777619u);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
