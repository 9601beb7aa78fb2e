using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Partitions;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads the pairs of keys of a parameter: members of the method's own enum, and of the upstream's.</summary>
/// <param name="definition">How the method is divided; null if it is not.</param>
/// <param name="source">The method as people write it.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class MapKeyReader(PartitionsDefinition? definition, string source, ICollection<Problem> problems)
{
    public PartitionMapping? Read(IParameterSymbol parameter)
    {
        var enums = definition?.Dimensions.OfType<EnumDimension>().ToList() ?? [];
        if (enums.Count == 0)
        {
            return Fail(parameter, 0, $"Parameter '{parameter.Name}' of '{source}' maps keys, and '{source}' is {(definition is null ? "not partitioned" : $"divided by {PartitionTypes.Names(definition)}")}. Put [Partitions<T>] of the enum on the method, or leave the pairs out.");
        }

        var pairs = new List<(Member Own, Member Upstream)>();
        foreach (var attribute in parameter.GetAttributes().Where(attribute => attribute.AttributeClass?.IsSdk(Names.MapKey) == true))
        {
            if (!PolicyRules.IsWhole(attribute))
            {
                return null;
            }

            if (Of(attribute.ConstructorArguments[0]) is not { } own || Of(attribute.ConstructorArguments[1]) is not { } upstream)
            {
                return Fail(parameter, pairs.Count, $"[MapKey] of '{parameter.Name}' in '{source}' takes two members of enums: first one of the enum that divides '{source}', then one of the upstream's.");
            }

            pairs.Add((own, upstream));
            if (Objection(pairs, enums) is { } objection)
            {
                return Fail(parameter, pairs.Count - 1, $"[MapKey] of '{parameter.Name}' in '{source}': {objection}");
            }
        }

        var dimension = enums.Find(candidate => candidate.EnumType == pairs[0].Own.Type)!;
        var missing = dimension.Keys.Where(key => !pairs.Exists(pair => pair.Own.Name == key)).ToList();
        return missing.Count == 0
            ? new PartitionMapping.Keys(string.Join(" ", pairs.Select(pair => $"{pair.Own.Name}:{pair.Upstream.Name}").Distinct()), pairs[0].Own.Type, pairs[0].Upstream.Type)
            : Fail(parameter, 0, $"[MapKey] of '{parameter.Name}' in '{source}' says nothing of {string.Join(" and ", missing.Select(key => $"'{dimension}.{key}'"))}. Add [MapKey({dimension}.{missing[0]}, {KeyTypes.Short(pairs[0].Upstream.Type)}.…)]{(missing.Count > 1 ? " and one for each other" : string.Empty)}.");
    }

    private string? Objection(List<(Member Own, Member Upstream)> pairs, List<EnumDimension> enums)
    {
        var ((first, firstUpstream), (own, upstream)) = (pairs[0], pairs[pairs.Count - 1]);
        if (!enums.Exists(candidate => candidate.EnumType == own.Type))
        {
            return $"'{own}' is no member of {string.Join(" or ", enums)}, which divides '{source}'.{(enums.Exists(candidate => candidate.EnumType == upstream.Type) ? " Write the own key first, then that of the upstream." : " Write a member of it first.")}";
        }

        return own.Type != first.Type ? $"'{own}' and '{first}' are of two enums. One upstream is mapped by one enum; write all pairs with members of it."
            : upstream.Type != firstUpstream.Type ? $"'{upstream}' and '{firstUpstream}' are of two enums. Write the one that divides the upstream."
            : null;
    }

    private static Member? Of(TypedConstant value) =>
        value is { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type } && type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value.Value)) is { } field
            ? new(TypeNames.Plain(type), field.Name)
            : null;

    private PartitionMapping? Fail(IParameterSymbol parameter, int attribute, string message)
    {
        problems.Add(new(DiagnosticIds.MapKey, message, new(PlaceKind.MapKey, parameter.Ordinal, Value: attribute)));
        return null;
    }

    private sealed record Member(string Type, string Name)
    {
        public override string ToString() => $"{KeyTypes.Short(Type)}.{Name}";
    }
}
