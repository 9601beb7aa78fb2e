using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads a contract. The generator takes the model, the analyzers the problems.</summary>
internal static class ContractExtractor
{
    /// <summary>The members that are columns, in order: the parameters of the primary constructor, else the settable properties.</summary>
    public static IReadOnlyList<ISymbol> Members(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        PrimaryConstructor(type, cancellationToken) is { } constructor ? [.. constructor.Parameters] : [.. Settable(type)];

    public static (ContractModel? Contract, IReadOnlyList<Problem> Problems) Extract(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        if (Obstacle(type) is { } obstacle)
        {
            problems.Add(new(DiagnosticIds.ContractShape, $"'{type.Name}' cannot be a data contract: {obstacle}.", new(PlaceKind.Name)) { Remedies = Remedies(type) });
            return (null, problems);
        }

        var usesConstructor = PrimaryConstructor(type, cancellationToken) is not null;
        var members = Members(type, cancellationToken);
        if (Unbuildable(type, members, usesConstructor) is { } unbuildable)
        {
            problems.Add(new(DiagnosticIds.ContractShape, $"'{type.Name}' cannot be a data contract: {unbuildable}.", new(PlaceKind.Name)));
            return (null, problems);
        }

        var columns = new List<ColumnModel>();
        for (var i = 0; i < members.Count; i++)
        {
            if (Column(type, members[i], i, problems) is { } column)
            {
                if (columns.Any(other => other.Name == column.Name))
                {
                    problems.Add(new(DiagnosticIds.ContractShape,
                        $"'{type.Name}' has two columns '{column.Name}'. Give one of them another name with [Column].", new(PlaceKind.ParameterName, i)));
                }

                columns.Add(column);
            }
        }

        return columns.Count < members.Count || problems.Count > 0
            ? (null, problems)
            : (new(TypeNames.Metadata(type), type.Name, TypeNames.Global(type), type.IsReferenceType, usesConstructor, columns.ToEquatable()) { IsExact = ExactRows.Are(type, members, cancellationToken) }, problems);
    }

    private static string? Obstacle(INamedTypeSymbol type) =>
        type.IsStatic ? "it is static"
        : type.IsAbstract ? "it is abstract, so no row can be made of it"
        : type.IsGenericAnywhere() ? "it has type parameters. A table has one schema"
        : type.IsRefLikeType ? "it is a ref struct, which no list can hold"
        : !type.IsReachable() ? "it is not visible in the assembly. Make it public or internal"
        : null;

    private static IReadOnlyList<Remedy> Remedies(INamedTypeSymbol type) =>
        type.IsStatic || type.IsGenericAnywhere() || type.IsRefLikeType ? []
        : type.IsAbstract ? [new(RemedyKinds.WithoutModifier, "abstract")]
        : type is { IsFileLocal: false, DeclaredAccessibility: Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal } ? [new(RemedyKinds.Internal)]
        : [];

    private static string? Unbuildable(INamedTypeSymbol type, IReadOnlyList<ISymbol> members, bool usesConstructor)
    {
        if (members.Count == 0)
        {
            return "it has no column. Write it as a record with a parameter for each column";
        }

        if (!usesConstructor)
        {
            return type.IsValueType || type.InstanceConstructors.Any(c => c.Parameters.Length == 0 && c.IsReachable())
                ? null
                : "it has neither a primary constructor nor one without parameters. Write it as a record with a parameter for each column";
        }

        if (members.FirstOrDefault(parameter => Property(type, parameter.Name) is not { GetMethod: not null } property || !property.IsReachable()) is { } missing)
        {
            return $"its parameter '{missing.Name}' has no property of the same name. Write it as a record";
        }

        return Bases(type).SelectMany(t => t.GetMembers()).FirstOrDefault(m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }) is { } required
            ? $"its primary constructor does not set the required member '{required.Name}'. Make it a parameter"
            : null;
    }

    private static ColumnModel? Column(INamedTypeSymbol type, ISymbol member, int ordinal, List<Problem> problems)
    {
        var declared = member is IParameterSymbol parameter ? parameter.Type : ((IPropertySymbol)member).Type;
        var valueType = ValueTypes.Unwrap(declared, out var isNullableValue);
        if (ColumnTypes.Kind(valueType) is not { } kind)
        {
            if (!TypeErrors.In(declared))
            {
                problems.Add(new(DiagnosticIds.ColumnType,
                    $"'{type.Name}.{member.Name}' has the type '{declared.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}', which cannot be a column. Columns are {ColumnTypes.Supported}.",
                    new(PlaceKind.ParameterType, ordinal)));
            }

            return null;
        }

        var (precision, scale) = kind == "Decimal" ? Digits(type, member) : (0, 0);
        if (kind == "Decimal" && (precision is < 1 or > 28 || scale < 0 || scale > precision))
        {
            problems.Add(new(DiagnosticIds.ColumnType,
                $"'{type.Name}.{member.Name}' is [Decimal({precision}, {scale})]. The precision is 1 to 28, the scale 0 to the precision.",
                new(PlaceKind.ParameterType, ordinal)));
            return null;
        }

        var isNullable = isNullableValue || (valueType.IsReferenceType && declared.NullableAnnotation != NullableAnnotation.NotAnnotated);
        var isEnum = valueType.TypeKind == TypeKind.Enum;
        return new(
            Attribute(type, member, Names.Column)?.Text(0) ?? KeyGrammar.SnakeCase(member.Name),
            member.Name,
            kind,
            precision,
            scale,
            isNullable,
            isNullableValue,
            isEnum ? TypeNames.Global(valueType) : null,
            (isEnum ? EnumValues(valueType).Select(names => names[0]) : []).ToEquatable(),
            (isEnum ? EnumValues(valueType).SelectMany(names => names.Skip(1)) : []).ToEquatable());
    }

    private static (int Precision, int Scale) Digits(INamedTypeSymbol type, ISymbol member) =>
        Attribute(type, member, Names.Decimal) is { ConstructorArguments: [{ Value: int precision }, { Value: int scale }] } ? (precision, scale) : (28, 10);

    // An attribute of a record's parameter, or of the property that it makes ([property: Column("x")]).
    private static AttributeData? Attribute(INamedTypeSymbol type, ISymbol member, string name) =>
        member.Attribute(name) ?? (member is IParameterSymbol ? Property(type, member.Name)?.Attribute(name) : null);

    private static IPropertySymbol? Property(INamedTypeSymbol type, string name) =>
        Bases(type).Reverse().SelectMany(t => t.GetMembers(name)).OfType<IPropertySymbol>().FirstOrDefault();

    // The type and what it is derived from, from the most general one on.
    private static Stack<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        var types = new Stack<INamedTypeSymbol>();
        for (var at = type; at is { SpecialType: not SpecialType.System_Object and not SpecialType.System_ValueType }; at = at.BaseType)
        {
            types.Push(at);
        }

        return types;
    }

    // The names of each value.
    private static IEnumerable<List<string>> EnumValues(ITypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>()
        .Where(field => field.HasConstantValue)
        .GroupBy(field => field.ConstantValue)
        .Select(same => same.Select(field => field.Name).ToList());

    private static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.InstanceConstructors.FirstOrDefault(constructor => constructor.Parameters.Length > 0 && (constructor.DeclaringSyntaxReferences.Length > 0
            ? constructor.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax
            : IsCompiledPrimary(type, constructor)));

    // In a compiled assembly nothing says which constructor is the primary one: it is the one that sets properties of the
    // parameters' very names, as a record's does.
    private static bool IsCompiledPrimary(INamedTypeSymbol type, IMethodSymbol constructor) =>
        !constructor.IsImplicitlyDeclared && type.Locations.All(location => location.IsInMetadata)
        && constructor.Parameters.All(parameter => Property(type, parameter.Name) is { } property && SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type));

    private static IEnumerable<IPropertySymbol> Settable(INamedTypeSymbol type) => Bases(type).SelectMany(t => t.GetMembers()).OfType<IPropertySymbol>()
        .Where(property => property is { IsStatic: false, IsIndexer: false, IsOverride: false, GetMethod: not null, SetMethod: not null }
            && property.IsReachable() && property.SetMethod.IsReachable() && property.GetMethod.IsReachable());
}
