using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>
/// The rules between [Write] and the contract of the rows. Only the analyzer asks: what is generated does not depend on the columns
/// of another file.
/// </summary>
internal static class WriteMemberRules
{
    public static IEnumerable<Diagnostic> Check(IMethodSymbol method, StepModel step, Compilation compilation, CancellationToken cancellationToken)
    {
        if (step.Metadata.Write is not { } write || step.Metadata.As != "Table" || step.IsExternal)
        {
            return [];
        }

        return step.Outputs
            .Where(output => output.Form is OutputForm.Rows or OutputForm.Stream or OutputForm.Query)
            .Select(output => output.PlainType)
            .Distinct()
            .Select(type => ContractColumns.Find(compilation, type) is { } symbol ? ContractExtractor.Extract(symbol, cancellationToken).Contract : null)
            .OfType<ContractModel>()
            .SelectMany(contract => Members(step, write, contract).Concat(Times(step, write, contract)))
            .Select(problem => Diagnostic.Create(Descriptors.Of(problem.Id), Places.Of(method, problem.Place, cancellationToken), RemedyProperties.Write(problem.Remedies), problem.Message));
    }

    private static IEnumerable<Problem> Members(StepModel step, WriteModel write, ContractModel contract)
    {
        for (var i = 0; i < write.Keys.Count; i++)
        {
            var setting = i == 0 && write.Settings.Contains("Key") ? "Key" : "Keys";
            if (Member(step, contract, write.Keys[i], setting, i - (setting == "Keys" && write.Settings.Contains("Key") ? 1 : 0)) is { } problem)
            {
                yield return problem;
            }
        }

        if (write is { Mode: "Snapshot", UpdatedAt: { } updated })
        {
            if (Member(step, contract, updated, "UpdatedAt", 0) is { } problem)
            {
                yield return problem;
            }
            else if (contract.Columns.First(column => column.Member == updated).Value.Bare.Kind != "Instant")
            {
                yield return new(DiagnosticIds.WriteMember,
                    $"'{contract.Name}.{updated}' cannot say when a row of '{step.Source}' changed: UpdatedAt is also when the new version begins, so it must be a DateTimeOffset. Name another member, or leave UpdatedAt out: then a row has changed when any of its values has.",
                    At("UpdatedAt", 0));
            }
        }
    }

    private static Problem? Member(StepModel step, ContractModel contract, string name, string setting, int ordinal)
    {
        var column = contract.Columns.FirstOrDefault(column => column.Member == name);
        if (column is null)
        {
            var members = contract.Columns.Select(other => other.Member).ToList();
            var near = NearestName.Find(name, members);
            var several = name.Split(',').Select(part => part.Trim()).ToList();
            var remedy = several.Count > 1 && several.TrueForAll(members.Contains) ? $"Did you mean Keys = [{string.Join(", ", several.Select(part => $"nameof({contract.Name}.{part})"))}]?"
                : near is not null ? $"Did you mean nameof({contract.Name}.{near})?"
                : $"There are: {string.Join(", ", members)}.";
            return new(DiagnosticIds.WriteMember, $"'{name}' is no member of '{contract.Name}', which '{step.Source}' is made of. {remedy}",
                At(setting, ordinal))
            {
                Remedies = near is null ? [] : [new(RemedyKinds.NameOf, contract.Type.Substring("global::".Length) + "." + near)],
            };
        }

        return column.Value.IsNullable
            ? new(DiagnosticIds.WriteNullable,
                $"'{contract.Name}.{name}' is nullable, and a row without {(setting == "UpdatedAt" ? "a time of its change" : "a key")} cannot be compared with those of earlier runs. Make the member non-nullable, or name another one.",
                At(setting, ordinal))
            : null;
    }

    private static IEnumerable<Problem> Times(StepModel step, WriteModel write, ContractModel contract)
    {
        if (write.Mode != "Snapshot")
        {
            yield break;
        }

        foreach (var (role, type) in new[] { ("ValidFrom", "DateTimeOffset"), ("ValidTo", "DateTimeOffset?") })
        {
            var marked = contract.Columns.Where(column => column.Role == role).ToList();
            var problem = marked.Count switch
            {
                0 => $"'{contract.Name}' has no member for it. Add a member: [{role}] {type} {role}",
                > 1 => $"'{contract.Name}' has several members for it: {string.Join(", ", marked.Select(column => column.Member))}. Leave [{role}] on one of them",
                _ when marked[0].Value.Bare.Kind != "Instant" || marked[0].Value.IsNullable != (role == "ValidTo") => $"'{contract.Name}.{marked[0].Member}' must be a {type} that {(role == "ValidFrom" ? "always has a value" : "is null for the version that is valid")}. Write {type} {marked[0].Member}",
                _ when write.Keys.Contains(marked[0].Member) || write.UpdatedAt == marked[0].Member => $"'{contract.Name}.{marked[0].Member}' is written by the store, so it cannot be the key or UpdatedAt. Name another member",
                _ => null,
            };
            if (problem is not null)
            {
                yield return new(DiagnosticIds.SnapshotMembers,
                    $"'{step.Source}' is written as a snapshot, which notes when a version of a row {(role == "ValidFrom" ? "began" : "ended")}, and {problem}.", new(PlaceKind.Write));
            }
        }
    }

    private static Place At(string setting, int ordinal) => new(PlaceKind.WriteSetting, 0, setting, ordinal);
}
