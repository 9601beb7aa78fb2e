using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads a contract. The generator takes the model, the analyzers the problems.</summary>
internal static class ContractExtractor
{
    /// <summary>The members that are columns, in order: the parameters of the primary constructor, else the settable properties.</summary>
    public static IReadOnlyList<ISymbol> Members(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        PrimaryConstructors.Of(type, cancellationToken) is { } constructor ? [.. constructor.Parameters] : [.. Settable(type)];

    /// <summary>The type of a member.</summary>
    public static ITypeSymbol TypeOf(ISymbol member) => member is IParameterSymbol parameter ? parameter.Type : ((IPropertySymbol)member).Type;

    public static (ContractModel? Contract, IReadOnlyList<Problem> Problems) Extract(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        if (Obstacle(type) is { } obstacle)
        {
            problems.Add(new(DiagnosticIds.ContractShape, $"'{type.Name}' cannot be a data contract: {obstacle}.", new(PlaceKind.Name)) { Remedies = Remedies(type) });
            return (null, problems);
        }

        var usesConstructor = PrimaryConstructors.Of(type, cancellationToken) is not null;
        var members = Members(type, cancellationToken);
        if (Unbuildable(type, members, usesConstructor) is { } unbuildable)
        {
            problems.Add(new(DiagnosticIds.ContractShape, $"'{type.Name}' cannot be a data contract: {unbuildable}.", new(PlaceKind.Name)));
            return (null, problems);
        }

        var columns = new List<ColumnModel>();
        for (var i = 0; i < members.Count; i++)
        {
            if (Column(type, members[i], i, problems, cancellationToken) is { } column)
            {
                if (columns.Any(other => other.Name == column.Name))
                {
                    problems.Add(new(DiagnosticIds.ContractShape,
                        $"'{type.Name}' has two columns '{column.Name}'. Give one of them another name with [Column].", new(PlaceKind.ParameterName, i)));
                }

                columns.Add(column);
            }
        }

        problems.AddRange(OldNames(type, members, columns));

        // Of columns that are wrong nothing can be said.
        var checks = columns.Count < members.Count ? ContractChecksModel.None : new ContractCheckReader(type, members, columns, problems).Read();
        return columns.Count < members.Count || problems.Exists(problem => problem.Id != DiagnosticIds.ContractCheck)
            ? (null, problems)
            : (new(TypeNames.Metadata(type), type.Name, TypeNames.Global(type), type.IsReferenceType, usesConstructor, columns.ToEquatable()) { IsExact = ExactRows.Are(type, members, cancellationToken), Checks = checks }, problems);
    }

    // A name that somebody still has is not an old one.
    private static IEnumerable<Problem> OldNames(INamedTypeSymbol type, IReadOnlyList<ISymbol> members, List<ColumnModel> columns) =>
        from column in columns
        from old in column.RenamedFrom
        let user = columns.Find(other => string.Equals(other.Name, old, StringComparison.OrdinalIgnoreCase) || other.Name == KeyGrammar.SnakeCase(old))
        where user is not null
        select new Problem(Ledger.Rules.ContractRuleIds.RenamedFrom,
            $"'{type.Name}.{column.Member}' was never called '{old}': '{type.Name}.{user.Member}' is. Remove [RenamedFrom].",
            new(PlaceKind.ParameterName, members.TakeWhile(member => member.Name != column.Member).Count()));

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

        if (members.FirstOrDefault(parameter => PrimaryConstructors.Property(type, parameter.Name) is not { GetMethod: not null } property || !property.IsReachable()) is { } missing)
        {
            return $"its parameter '{missing.Name}' has no property of the same name. Write it as a record";
        }

        return PrimaryConstructors.Bases(type).SelectMany(t => t.GetMembers()).FirstOrDefault(m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }) is { } required
            ? $"its primary constructor does not set the required member '{required.Name}'. Make it a parameter"
            : null;
    }

    private static ColumnModel? Column(INamedTypeSymbol type, ISymbol member, int ordinal, List<Problem> problems, CancellationToken cancellationToken)
    {
        if (SecretRules.Holds(TypeOf(member)))
        {
            problems.Add(new(DiagnosticIds.SecretStored,
                $"'{type.Name}.{member.Name}' is a secret, and a contract's rows are stored, shown and logged. Leave it out, and take the secret from a [Config] record where it is used.",
                new(PlaceKind.ParameterType, ordinal)));
            return null;
        }

        var reader = new ValueReader($"{type.Name}.{member.Name}", TypeOf(member), PrimaryConstructors.Attribute(type, member, Names.Decimal), cancellationToken);
        if (reader.Read() is { } value)
        {
            return new(PrimaryConstructors.Attribute(type, member, Names.Column)?.Text(0) ?? KeyGrammar.SnakeCase(member.Name), member.Name, value)
            {
                Role = PrimaryConstructors.Attribute(type, member, Names.ValidFrom) is not null ? "ValidFrom"
                    : PrimaryConstructors.Attribute(type, member, Names.ValidTo) is not null ? "ValidTo" : null,
                Tags = Tags(type, member).Distinct(StringComparer.Ordinal).OrderBy(tag => tag, StringComparer.Ordinal).ToEquatable(),
                IsMasked = PrimaryConstructors.Attribute(type, member, Names.Masked) is not null,
                Declassified = PrimaryConstructors.Attribute(type, member, Names.Declassified) is { } declassified ? declassified.Text(0) ?? string.Empty : null,
                RenamedFrom = PrimaryConstructors.Attributes(type, member, Names.RenamedFrom).Select(attribute => attribute.Text(0)).OfType<string>().ToEquatable(),
            };
        }

        if (reader.Problem is { } problem)
        {
            problems.Add(new(DiagnosticIds.ColumnType, problem, new(PlaceKind.ParameterType, ordinal)) { Remedies = reader.Remedy is { } remedy ? [remedy] : [] });
        }

        return null;
    }

    private static IEnumerable<string> Tags(INamedTypeSymbol type, ISymbol member) =>
        PrimaryConstructors.Attributes(type, member, Names.Tag).Select(tag => tag.Text(0)).OfType<string>()
            .Concat(PrimaryConstructors.Attribute(type, member, Names.Pii) is not null ? ["pii"] : []);

    private static IEnumerable<IPropertySymbol> Settable(INamedTypeSymbol type) => PrimaryConstructors.Bases(type).SelectMany(t => t.GetMembers()).OfType<IPropertySymbol>()
        .Where(property => property is { IsStatic: false, IsIndexer: false, IsOverride: false, GetMethod: not null, SetMethod: not null }
            && property.IsReachable() && property.SetMethod.IsReachable() && property.GetMethod.IsReachable());
}
