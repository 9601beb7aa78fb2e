using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Says what a parameter is bound to. It looks at the method alone, so that generation stays incremental.</summary>
/// <param name="declaringType">The class of the method.</param>
/// <param name="source">The method as people write it.</param>
/// <param name="ownKeys">The keys of what it makes.</param>
/// <param name="partitions">Binds keys of partitions.</param>
/// <param name="mappings">Reads which partitions are read.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class ParameterBinder(
    INamedTypeSymbol declaringType, string source, IReadOnlyList<string> ownKeys, PartitionBinder partitions, MappingReader mappings, ICollection<Problem> problems)
{
    public ParameterModel Bind(IParameterSymbol parameter)
    {
        if (parameter.RefKind != RefKind.None)
        {
            problems.Add(new(DiagnosticIds.NotCallable,
                $"'{source}' cannot be called by the engine: its parameter '{parameter.Name}' is passed by reference. Take it by value.",
                new(PlaceKind.ParameterName, parameter.Ordinal))
            {
                Remedies = parameter.RefKind is RefKind.Ref or RefKind.In ? [new(RemedyKinds.WithoutModifier, parameter.RefKind == RefKind.Ref ? "ref" : "in")] : [],
            });
            return Unsupported(parameter);
        }

        if (TypeErrors.In(parameter.Type))
        {
            return Unsupported(parameter);
        }

        if (IsResourceByAttribute(parameter))
        {
            return Resource(parameter);
        }

        var type = ValueTypes.Unwrap(parameter.Type, out _);
        var upstream = parameter.Attribute(Names.Upstream);
        var self = parameter.Attribute(Names.Self);
        var isSelf = self is not null;
        if (Refusal(type) is { } refusal)
        {
            return Refuse(parameter, refusal, type.IsSdk("Sql", 1) ? [Table(((INamedTypeSymbol)type).TypeArguments[0])] : []);
        }

        if (upstream is null && !isSelf)
        {
            if (Given(type) is { } given)
            {
                return new() { Name = parameter.Name, Form = given };
            }

            if (type.Has(Names.Config))
            {
                return new() { Name = parameter.Name, Form = ParameterForm.Config, Type = TypeNames.Global(type), PlainType = TypeNames.Plain(type) };
            }

            if (partitions.Bind(parameter) is { } key)
            {
                return key;
            }

            if (!IsInput(type))
            {
                return NotAService(type) is { } neither ? Refuse(parameter, neither, type.TypeKind == TypeKind.Enum ? [new(RemedyKinds.MarkMethod, $"Partitions<{TypeNames.Plain(type)}>"), new(RemedyKinds.Mark, "Upstream")] : [new(RemedyKinds.Mark, "Upstream")])
                    : UnmarkedCollection(type) is { } why ? Refuse(parameter, why, CollectionRemedies(type))
                    : Resource(parameter);
            }
        }

        var input = Input(parameter, upstream, isSelf);
        return input.IsInput ? input with { Mapping = mappings.Read(parameter, upstream, self) } : input;
    }

    /// <summary>A service; also for the parameters of a constructor.</summary>
    public static ParameterModel Resource(IParameterSymbol parameter)
    {
        var keyed = parameter.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "FromKeyedServicesAttribute");
        var type = ValueTypes.Unwrap(parameter.Type, out _);
        return new()
        {
            Name = parameter.Name,
            Form = ParameterForm.Resource,
            Type = TypeNames.Global(type),
            PlainType = TypeNames.Plain(type),
            IsOptional = parameter.Type.IsReferenceType && ValueTypes.IsNullable(parameter.Type),
            ServiceKey = keyed is { ConstructorArguments: [var key] } && !key.IsNull ? Literal(key) : null,
        };
    }

    private ParameterModel Input(IParameterSymbol parameter, AttributeData? upstream, bool isSelf)
    {
        var type = ValueTypes.Unwrap(parameter.Type, out var isNullableValue);
        var isOptional = ValueTypes.IsNullable(parameter.Type)
            || (isSelf && parameter.Type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None });
        if (isSelf && !isOptional)
        {
            problems.Add(new(DiagnosticIds.ParameterType,
                $"Parameter '{parameter.Name}' of '{source}' is the asset's own last version, and there is none before the first run. Write '{Display(parameter.Type)}?'.",
                new(PlaceKind.ParameterType, parameter.Ordinal))
            {
                Remedies = [new(RemedyKinds.Type, TypeNames.Plain(parameter.Type) + "?")],
            });
            return Unsupported(parameter);
        }

        var key = isSelf && ownKeys.Count == 1 ? ownKeys[0] : UpstreamKey(parameter, upstream);
        if (isSelf && !ownKeys.Contains(key))
        {
            return Refuse(parameter, "is marked [Self], and the method makes several assets. Name the parameter after one of them");
        }

        var (form, value) = RowsForm(type);
        if (form != ParameterForm.Artifact && !ValueTypes.IsContract(value))
        {
            if (form is ParameterForm.Table or ParameterForm.Stream)
            {
                return Refuse(parameter, $"has rows of '{Display(value)}', which is not a data contract. Put [Contract] on it", [new(RemedyKinds.Contract, TypeNames.Plain(value))]);
            }

            (form, value) = (ParameterForm.Artifact, type);
        }

        if (form == ParameterForm.Artifact && ValueTypes.IsContract(type))
        {
            return Refuse(parameter, $"is one row of the contract '{Display(type)}'. Take Table<{Display(type)}> or IReadOnlyList<{Display(type)}> for its rows", [List(type), Table(type)]);
        }

        return new()
        {
            Name = parameter.Name,
            Form = form,
            Type = TypeNames.Global(value),
            PlainType = TypeNames.Plain(value),
            Key = key,
            HasUpstreamArgument = upstream is { ConstructorArguments.Length: > 0 },
            IsSelf = isSelf,
            IsOptional = isOptional,
            IsNullableValue = isNullableValue,
        };
    }

    private string UpstreamKey(IParameterSymbol parameter, AttributeData? upstream)
    {
        var arguments = upstream?.ConstructorArguments ?? [];
        return arguments.Length switch
        {
            2 when arguments[0].Value is INamedTypeSymbol type => Domains.Key(type, arguments[1].Value as string ?? parameter.Name),
            1 => Domains.Key(declaringType, arguments[0].Value as string ?? parameter.Name),
            _ => Domains.Key(declaringType, parameter.Name),
        };
    }

    private static bool IsInput(ITypeSymbol type) =>
        type.IsSdk("Table", 1)
        || type.Has(Names.Artifact)
        || (ValueTypes.Element(type, out _) is { } element && ValueTypes.IsContract(element))
        || ValueTypes.IsContract(type);

    private static (ParameterForm Form, ITypeSymbol Value) RowsForm(ITypeSymbol type)
    {
        if (type.IsSdk("Table", 1))
        {
            return (ParameterForm.Table, ((INamedTypeSymbol)type).TypeArguments[0]);
        }

        return ValueTypes.Element(type, out var form) is { } element
            ? (form switch
            {
                SequenceForm.Array => ParameterForm.Array,
                SequenceForm.MutableList => ParameterForm.MutableList,
                SequenceForm.Stream => ParameterForm.Stream,
                _ => ParameterForm.List,
            }, element)
            : (ParameterForm.Artifact, type);
    }

    private static ParameterForm? Given(ITypeSymbol type) =>
        type.IsSdk("AssetContext") ? ParameterForm.Context
        : type.IsNamed("CancellationToken", "System.Threading") ? ParameterForm.CancellationToken
        : type is INamedTypeSymbol { Arity: 0 } && type.IsNamed("ILogger", "Microsoft.Extensions.Logging") ? ParameterForm.Logger
        : type.IsNamed("TimeProvider", "System") ? ParameterForm.TimeProvider
        : null;

    // What can be neither an asset nor a service, whatever the attributes say.
    private static string? Refusal(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer } => "is a pointer",
        { IsRefLikeType: true } => "lives on the stack only",
        _ when type.IsSdk("Sql", 1) => $"is a query. Take Table<{Display(((INamedTypeSymbol)type).TypeArguments[0])}>, which a query can name",
        _ when type.IsSdk("Sql") => "is a fragment of a query, which nobody can provide",
        _ when type.IsSdk("External", 1) || type.IsSdk("Materialized", 1) => "is a return type. Take Table<T> or the value itself",
        _ => null,
    };

    private static string? NotAService(ITypeSymbol type) =>
        type.IsValueType || type.SpecialType is SpecialType.System_String or SpecialType.System_Object
            ? "is neither an asset nor a service. Take a setting from a service (a record of options), or put [Upstream] on the parameter if it is an asset"
                + (type.TypeKind == TypeKind.Enum ? $", or [Partitions<{Display(type)}>] on the method if it is the key of a partition" : string.Empty)
            : null;

    // Dependency injection gives an empty collection for what nobody registered, so that a forgotten [Contract] would
    // compute from nothing: a collection is a service only where that is written.
    private static string? UnmarkedCollection(ITypeSymbol type)
    {
        if (!Collections.IsPlain(type))
        {
            return null;
        }

        if (Collections.Elements(type).FirstOrDefault(ValueTypes.IsContract) is { } row)
        {
            return $"cannot be filled with rows. Take IReadOnlyList<{Display(row)}>, {Display(row)}[] or List<{Display(row)}>";
        }

        return Collections.UnmarkedRow(type) is { } unmarked
            ? $"is a collection of '{Display(unmarked)}', which is not a data contract. Put [Contract] on '{Display(unmarked)}' if these are rows, else [Upstream] on the parameter for an artifact or [Resource] for services"
            : "is a collection, which may be an asset or services. Put [Upstream] on the parameter for an artifact or [Resource] for services";
    }

    private static bool IsResourceByAttribute(IParameterSymbol parameter) =>
        parameter.Has(Names.Resource)
        || parameter.GetAttributes().Any(a => a.AttributeClass?.IsNamed("FromKeyedServicesAttribute", "Microsoft.Extensions.DependencyInjection") == true);

    private static IReadOnlyList<Remedy> CollectionRemedies(ITypeSymbol type)
    {
        if (Collections.Elements(type).FirstOrDefault(ValueTypes.IsContract) is { } row)
        {
            return [List(row)];
        }

        var services = new Remedy(RemedyKinds.Mark, "Resource");
        var artifact = new Remedy(RemedyKinds.Mark, "Upstream");
        return Collections.UnmarkedRow(type) is { } unmarked ? [new(RemedyKinds.Contract, TypeNames.Plain(unmarked)), artifact, services] : [artifact, services];
    }

    private static Remedy List(ITypeSymbol row) => new(RemedyKinds.Type, $"System.Collections.Generic.IReadOnlyList<{TypeNames.Plain(row)}>");

    private static Remedy Table(ITypeSymbol row) => new(RemedyKinds.Type, $"Dataplatform.Sdk.Table<{TypeNames.Plain(row)}>");

    private ParameterModel Refuse(IParameterSymbol parameter, string why, IReadOnlyList<Remedy>? remedies = null)
    {
        problems.Add(new(DiagnosticIds.ParameterType,
            $"Parameter '{parameter.Name}' of '{source}' has the type '{Display(parameter.Type)}': it {why}.",
            new(PlaceKind.ParameterType, parameter.Ordinal)) { Remedies = remedies ?? [] });
        return Unsupported(parameter);
    }

    private static ParameterModel Unsupported(IParameterSymbol parameter) => new() { Name = parameter.Name, Form = ParameterForm.Unsupported };

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private static string Literal(TypedConstant key) => key.ToCSharpString();
}
