using System.Globalization;
using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads the type of a column, and of everything within it.</summary>
/// <param name="member">The member as people write it: <c>Order.Lines</c>.</param>
/// <param name="declared">The member's type.</param>
/// <param name="digits">[Decimal] of the member, which is that of all decimals in it that are not in a record.</param>
internal sealed class ValueReader(string member, ITypeSymbol declared, AttributeData? digits, CancellationToken cancellationToken)
{
    private readonly Stack<ITypeSymbol> _wrappers = new();

    /// <summary>What is wrong with the type; null if nothing is, or if the compiler says it already.</summary>
    public string? Problem { get; private set; }

    public Remedy? Remedy { get; private set; }

    /// <summary>The type; null if it cannot be a column.</summary>
    public ValueModel? Read() => TypeErrors.In(declared) ? null : Read(declared, digits);

    private ValueModel? Read(ITypeSymbol type, AttributeData? decimals)
    {
        var bare = ValueTypes.Unwrap(type, out var isNullableValue);
        return Bare(bare, decimals) is { } value
            ? value with
            {
                IsNullableValue = isNullableValue,
                IsNullable = isNullableValue || (bare.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated),
            }
            : null;
    }

    private ValueModel? Bare(ITypeSymbol type, AttributeData? decimals) =>
        ColumnTypes.Kind(type) is { } kind ? Scalar(type, kind, decimals)
        : NestedTypes.Element(type) is { } element ? List(type, element, decimals)
        : NestedTypes.KeyAndValue(type) is var (key, value) ? Map(type, key, value, decimals)
        : ValueTypes.IsContract(type) ? new ValueModel { Kind = "Struct", Type = TypeNames.Global(type), Contract = TypeNames.Plain(type) }
        : NestedTypes.Wrapped(type, cancellationToken) is { } wrapped ? Wrapper((INamedTypeSymbol)type, wrapped, decimals)
        : Unsupported(type);

    private ValueModel? Scalar(ITypeSymbol type, string kind, AttributeData? decimals)
    {
        var value = new ValueModel { Kind = kind, Type = TypeNames.Global(type), Enum = type.TypeKind == TypeKind.Enum ? EnumOf(type) : null };
        if (kind != "Decimal")
        {
            return value;
        }

        var (precision, scale) = decimals is { ConstructorArguments: [{ Value: int p }, { Value: int s }] } ? (p, s) : (28, 10);
        return precision is < 1 or > 28 || scale < 0 || scale > precision
            ? Fail(string.Format(CultureInfo.InvariantCulture, "is [Decimal({0}, {1})]. The precision is 1 to 28, the scale 0 to the precision.", precision, scale))
            : value with { Precision = precision, Scale = scale };
    }

    private ValueModel? List(ITypeSymbol type, ITypeSymbol element, AttributeData? decimals) => Read(element, decimals) is { } read
        ? new() { Kind = "List", Type = TypeNames.Global(type), Parts = new([read]) }
        : null;

    private ValueModel? Map(ITypeSymbol type, ITypeSymbol key, ITypeSymbol value, AttributeData? decimals)
    {
        if (Read(key, decimals) is not { } readKey || Read(value, decimals) is not { } readValue)
        {
            return null;
        }

        return readKey.IsNested || readKey.Kind == "Bytes" || readKey.IsNullableValue || key.NullableAnnotation == NullableAnnotation.Annotated
            ? Fail($"has keys of the type '{Display(key)}'. Keys are numbers, texts, dates, times, Guids, enums and wrappers of these, and never null.")
            : new() { Kind = "Map", Type = TypeNames.Global(type), Parts = new([readKey with { IsNullable = false }, readValue]) };
    }

    private ValueModel? Wrapper(INamedTypeSymbol type, IParameterSymbol wrapped, AttributeData? decimals)
    {
        // By definition, because a generic type can grow around itself without end.
        if (_wrappers.Contains(type.OriginalDefinition, SymbolEqualityComparer.Default))
        {
            return Fail($"holds '{type.Name}', which contains itself. A table has a fixed depth; keep the parent's key instead.");
        }

        _wrappers.Push(type.OriginalDefinition);
        var inner = Read(wrapped.Type, decimals ?? PrimaryConstructors.Attribute(type, wrapped, Names.Decimal));
        _wrappers.Pop();
        if (inner is null)
        {
            return null;
        }

        return inner.IsNullableValue || wrapped.Type.NullableAnnotation == NullableAnnotation.Annotated
            ? Fail($"holds '{type.Name}', whose value may be null. Make the value required, and the member nullable instead.")
            : inner with { Type = TypeNames.Global(type), Enum = null, Parts = default, Contract = null, Wrapped = inner with { IsNullable = false }, WrappedMember = wrapped.Name };
    }

    private ValueModel? Unsupported(ITypeSymbol type)
    {
        if (Collections.IsUnmarkedRow(type) && !((INamedTypeSymbol)type).IsGenericAnywhere())
        {
            Remedy = new(RemedyKinds.Contract, TypeNames.Plain(type));
            return Fail($"holds '{type.Name}', which is no contract. Put [Contract] on it, so that its members are the fields of a STRUCT.");
        }

        var within = SymbolEqualityComparer.Default.Equals(type, ValueTypes.Unwrap(declared, out _)) ? string.Empty : $", because of '{Display(type)}'";
        return Fail($"has the type '{Display(declared)}', which cannot be a column{within}. Columns are {ColumnTypes.Supported}.");
    }

    private ValueModel? Fail(string problem)
    {
        Problem ??= $"'{member}' {problem}";
        return null;
    }

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private static EnumModel EnumOf(ITypeSymbol type)
    {
        var values = type.GetMembers().OfType<IFieldSymbol>()
            .Where(field => field.HasConstantValue)
            .GroupBy(field => field.ConstantValue)
            .Select(same => same.Select(field => field.Name).ToList())
            .ToList();
        return new(TypeNames.Global(type), values.Select(names => names[0]).ToEquatable(), values.SelectMany(names => names.Skip(1)).ToEquatable());
    }
}
