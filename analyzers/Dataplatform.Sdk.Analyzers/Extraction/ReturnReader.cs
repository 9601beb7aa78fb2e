using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Says which assets a method makes.</summary>
internal sealed class ReturnReader(IMethodSymbol method, string source, ICollection<Problem> problems)
{
    private readonly List<string> _keys = [];

    /// <summary>The keys, known even where the return type is not supported.</summary>
    public IReadOnlyList<string> Keys => _keys.Count > 0 ? _keys : [Key(method.Name)];

    /// <summary>Whether the outputs are the members of a class.</summary>
    public bool HasOutputsObject { get; private set; }

    /// <summary>The outputs; empty if the return type is not supported.</summary>
    public IReadOnlyList<OutputModel> Read(out bool isAwaited)
    {
        var type = Awaited(method.ReturnType, out isAwaited);
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            return Refuse("returns by reference", "Return the value itself");
        }

        if (method is { ReturnsVoid: true, IsAsync: true })
        {
            return Refuse("is async void, so nobody can wait for it", "Return Task", new Remedy(RemedyKinds.Type, "System.Threading.Tasks.Task"));
        }

        if (type is null || type.SpecialType == SpecialType.System_Void)
        {
            return [new(Key(method.Name), method.Name, null, OutputForm.Effect, string.Empty, string.Empty, IsOptional: false, IsMaterialized: false)];
        }

        if (Members(type) is { } members)
        {
            return ReadMembers(type, members);
        }

        return ReadValue(type, method.Name, member: null, canBeExternal: !isAwaited) is { } output ? [output] : [];
    }

    private List<OutputModel> ReadMembers(ITypeSymbol type, List<(string Name, ITypeSymbol Type, bool IsNamed)> members)
    {
        HasOutputsObject = type.IsReferenceType;
        _keys.AddRange(members.Select(member => Key(member.Name)));
        if (members.FirstOrDefault(member => !member.IsNamed) is { Name: { } unnamed })
        {
            return Refuse($"returns a tuple whose '{unnamed}' has no name", "Name every element: the name is the asset's name");
        }

        if (members.Count == 0)
        {
            return Refuse($"returns '{Display(type)}', which has no public property", "Add one for each asset");
        }

        if (ValueTypes.IsNullable(type))
        {
            return Refuse($"returns '{Display(type)}', which may be null as a whole", "Make single members nullable",
                SymbolEqualityComparer.Default.Equals(type, method.ReturnType) ? [new(RemedyKinds.Type, TypeNames.Plain(ValueTypes.Unwrap(type, out _)))] : []);
        }

        var outputs = members.ConvertAll(member => ReadValue(member.Type, member.Name, member.Name, canBeExternal: false));
        if (outputs.Contains(null))
        {
            return [];
        }

        return outputs.Count(output => output!.Form == OutputForm.Stream) > 1
            ? Refuse("streams more than one of its assets, and only one can be read at a time", "Return all but one as IReadOnlyList<T>")
            : [.. outputs.OfType<OutputModel>()];
    }

    private OutputModel? ReadValue(ITypeSymbol declared, string name, string? member, bool canBeExternal)
    {
        var type = ValueTypes.Unwrap(declared, out _);
        var isMaterialized = type.IsSdk("Materialized", 1);
        if (isMaterialized)
        {
            type = ValueTypes.Unwrap(Argument(type), out _);
        }

        if (TypeErrors.In(type))
        {
            return null;
        }

        var (form, value) = Form(type);
        if (Refusal(declared, form, value, canBeExternal && !isMaterialized) is { } refusal)
        {
            Refuse(refusal.What, refusal.Remedy, Remedies(form, value));
            return null;
        }

        return new(Key(name), name, member, form, TypeNames.Global(value), TypeNames.Plain(value), ValueTypes.IsNullable(declared), isMaterialized);
    }

    private static (OutputForm Form, ITypeSymbol Value) Form(ITypeSymbol type)
    {
        if (type.IsSdk("Sql", 1))
        {
            return (OutputForm.Query, Argument(type));
        }

        if (type.IsSdk("External", 1))
        {
            return (OutputForm.External, Argument(type));
        }

        if (ValueTypes.Element(type, out var sequence) is { } element && (sequence == SequenceForm.Stream || ValueTypes.IsContract(element)))
        {
            return (sequence == SequenceForm.Stream ? OutputForm.Stream : OutputForm.Rows, element);
        }

        // Any other collection of rows can be enumerated too; a value that is marked as one stays one.
        var rows = type.Has(Names.Artifact) || ValueTypes.IsContract(type) || type.IsSdk("Table", 1) ? null : type.AllInterfaces
            .Where(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
            .Select(i => i.TypeArguments[0]).FirstOrDefault(ValueTypes.IsContract);
        return rows is null ? (OutputForm.Artifact, type) : (OutputForm.Rows, rows);
    }

    private static (string What, string Remedy)? Refusal(ITypeSymbol declared, OutputForm form, ITypeSymbol value, bool canBeExternal)
    {
        var returns = $"returns '{Display(declared)}'";
        var row = Display(value);
        return (form, value) switch
        {
            (OutputForm.External, _) when !canBeExternal => (returns, $"Return External<{row}> alone and without awaiting: an external asset is declared, not computed"),
            (not OutputForm.Artifact, _) when value.IsSdk("Table", 1) && declared is INamedTypeSymbol outer => (returns, $"Return {outer.Name}<{Display(Argument(value))}>"),
            (not OutputForm.Artifact, _) when !ValueTypes.IsContract(value) => ($"{returns}, but '{row}' is not a data contract", $"Put [Contract] on '{row}'"),
            (not OutputForm.Artifact, _) => null,
            _ when ValueTypes.IsContract(value) => ($"{returns}, one row of a contract", $"Return IReadOnlyList<{row}> for rows"),
            _ when value.IsSdk("Table", 1) => ($"{returns}, which is an input", $"Return Sql<{Display(Argument(value))}> or its rows"),
            _ when value.IsSdk("Sql") => ($"{returns}, a fragment without a row type", "Return Sql<T>"),
            _ when value.IsSdk("Materialized", 1) || value.IsTupleType || value.Has(Names.Outputs) || Awaited(value, out var awaited) is null || awaited =>
                (returns, "Return several assets as one tuple or [Outputs] record, each member the value itself or Materialized<T>"),
            _ when Collections.UnmarkedRow(value) is { } unmarked => (
                $"{returns}, but '{Display(unmarked)}' is not a data contract",
                $"Put [Contract] on '{Display(unmarked)}', or [Artifact] if the whole collection is one value"),
            _ when value.IsRefLikeType || value.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Delegate or TypeKind.Dynamic
                || value.SpecialType == SpecialType.System_Object => ($"{returns}, which cannot be stored", "Return rows of a contract, or a type that can be written as JSON"),
            _ => null,
        };
    }

    private static IReadOnlyList<Remedy> Remedies(OutputForm form, ITypeSymbol value)
    {
        if (form != OutputForm.Artifact && !ValueTypes.IsContract(value) && value is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } && !value.IsSdk("Table", 1))
        {
            return [new(RemedyKinds.Contract, TypeNames.Plain(value))];
        }

        return form == OutputForm.Artifact && !ValueTypes.IsContract(value) && Collections.UnmarkedRow(value) is { } unmarked
            ? [new(RemedyKinds.Contract, TypeNames.Plain(unmarked)), new(RemedyKinds.Artifact, TypeNames.Plain(unmarked))]
            : [];
    }

    // The tuple's elements or the properties of an [Outputs] type; null for anything else.
    private static List<(string Name, ITypeSymbol Type, bool IsNamed)>? Members(ITypeSymbol declared)
    {
        var type = ValueTypes.Unwrap(declared, out _);
        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return [.. tuple.TupleElements.Select(e => (e.Name, e.Type, e.IsExplicitlyNamedTupleElement))];
        }

        return type.Has(Names.Outputs)
            ? [.. type.GetMembers().OfType<IPropertySymbol>()
                .Where(p => p is { IsStatic: false, IsIndexer: false, GetMethod: not null, DeclaredAccessibility: Accessibility.Public })
                .Select(p => (p.Name, p.Type, true))]
            : null;
    }

    /// <summary>The result of a task, null for a task without one; any other type as it is.</summary>
    public static ITypeSymbol? Awaited(ITypeSymbol type, out bool isAwaited)
    {
        isAwaited = type is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: <= 1 } && type.ContainingNamespace.Is("System.Threading.Tasks");
        return !isAwaited ? type : type is INamedTypeSymbol { Arity: 1 } ? Argument(type) : null;
    }

    private string Key(string name) => Domains.Key(method.ContainingType, name);

    private List<OutputModel> Refuse(string what, string remedy, params IReadOnlyList<Remedy> remedies)
    {
        problems.Add(new(DiagnosticIds.ReturnType, $"'{source}' {what}. {remedy}.", new(PlaceKind.ReturnType)) { Remedies = remedies });
        return [];
    }

    private static ITypeSymbol Argument(ITypeSymbol type) => ((INamedTypeSymbol)type).TypeArguments[0];

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
