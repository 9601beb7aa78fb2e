using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Partitions;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>The rules between the partitions of a method and what it makes, without looking at the contract.</summary>
internal static class PartitionedStepRules
{
    public static void Check(IMethodSymbol method, StepModel step, ICollection<Problem> problems)
    {
        CheckBackfill(method, step, problems);
        if (step.Partitions is not { } definition || step.Outputs.Count == 0)
        {
            return;
        }

        if (NotDivided(method, step) is { } refused)
        {
            problems.Add(refused);
            return;
        }

        var attributes = method.GetAttributes();
        var rows = step.Outputs.FirstOrDefault(output => output.Form is OutputForm.Rows or OutputForm.Stream or OutputForm.Query or OutputForm.External);
        for (var i = 0; i < attributes.Length && rows is null; i++)
        {
            if (PartitionReader.IsPartitions(attributes[i]) && attributes[i].Setting("By")?.Value is string member)
            {
                problems.Add(new(DiagnosticIds.PartitionMember,
                    $"By names '{member}', a member of rows, but '{step.Source}' makes none. Leave By out.",
                    new(PlaceKind.AttributeArgument, i, "By", Place.All)) { Remedies = [new(RemedyKinds.WithoutArgument)] });
            }
        }

        CheckExternal(method, step, definition, rows, problems);
        CheckRange(step, definition, rows, problems);
    }

    // Its readers see the rows of their partitions, which nobody but the columns can tell.
    private static void CheckExternal(IMethodSymbol method, StepModel step, PartitionsDefinition definition, OutputModel? rows, ICollection<Problem> problems)
    {
        var attributes = method.GetAttributes();
        foreach (var dimension in definition.Dimensions.Where(dimension => step.IsExternal && dimension.By is null))
        {
            var ordinal = Enumerable.Range(0, attributes.Length).First(i => PartitionReader.IsPartitions(attributes[i]) && PartitionReader.NameOf(attributes[i]) == dimension.Name);
            problems.Add(new(DiagnosticIds.PartitionMember,
                $"'{step.Source}' is external, and nothing says of which '{dimension.Name}' a row is: its readers are to see the rows of their partitions. Write By = nameof({KeyTypes.Short(rows!.PlainType)}.…) into the attribute.",
                new(PlaceKind.AttributeArgument, ordinal, string.Empty)));
        }
    }

    // On a class it may be for others.
    private static void CheckBackfill(IMethodSymbol method, StepModel step, ICollection<Problem> problems)
    {
        var attributes = method.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            if (attributes[i].AttributeClass is { Name: Names.Backfill } type && type.IsSdk(Names.Backfill) && step.ArePartitionsKnown && (step.Partitions is null || step.IsExternal))
            {
                problems.Add(new(DiagnosticIds.NothingToBackfill,
                    $"[Backfill] on '{step.Source}' says nothing: {(step.IsExternal ? "it is external, and somebody else makes it" : "it is not partitioned, and is made whole")}. Remove [Backfill]{(step.IsExternal ? string.Empty : ", or divide the asset by an attribute such as [DailyPartitions]")}.",
                    new(PlaceKind.AttributeArgument, i, string.Empty)) { Remedies = [new(RemedyKinds.WithoutAttribute, "Backfill")] });
            }
        }
    }

    private static void CheckRange(StepModel step, PartitionsDefinition definition, OutputModel? rows, ICollection<Problem> problems)
    {
        for (var i = 0; i < step.Parameters.Count; i++)
        {
            if (step.Parameters[i].Form != ParameterForm.PartitionRange)
            {
                continue;
            }

            var why = step.Outputs.FirstOrDefault(output => output.Form == OutputForm.Artifact) is { } value
                    ? $"'{value.Key}' is one value, which cannot be that of each of them. Take one key"
                : rows is not null && definition.Time is { By: null } time
                    ? $"nothing says to which of them a row belongs. Write By = nameof({KeyTypes.Short(rows.PlainType)}.…) into the attribute of '{time.Name}', or take one key"
                : null;
            if (why is not null)
            {
                problems.Add(new(DiagnosticIds.PartitionRange,
                    $"Parameter '{step.Parameters[i].Name}' of '{step.Source}' takes a range of partitions in one call, and {why}.",
                    new(PlaceKind.ParameterType, i)) { Remedies = [new(RemedyKinds.Type, step.Parameters[i].PlainType)] });
            }
        }
    }

    private static Problem? NotDivided(IMethodSymbol method, StepModel step)
    {
        var attributes = method.GetAttributes();
        var ordinal = Enumerable.Range(0, attributes.Length).First(i => PartitionReader.IsPartitions(attributes[i]));
        var name = attributes[ordinal].AttributeClass!.Name;
        name = name.Substring(0, name.Length - "Attribute".Length);
        if (step.Metadata.Write is { Mode: not "Replace" } write && step.Metadata.As == "Table" && !step.IsExternal)
        {
            return new(DiagnosticIds.NotPartitioned,
                $"'{step.Source}' is written as {write.Mode} and partitioned, and the rows of a partition are replaced for now. Leave [Write] out, or the partitions.",
                new(PlaceKind.Write)) { Remedies = [new(RemedyKinds.WithoutAttribute, "Write")] };
        }

        var why = step.Metadata.As == "View" ? "a view keeps no rows that could be replaced partition by partition. Leave the partitions out: it shows those of what it reads; or leave out As"
            : step.Metadata.As == "Ephemeral" ? "an ephemeral asset keeps no rows that could be replaced partition by partition. Leave the partitions out, or leave out As"
            : null;
        return why is null ? null : new(DiagnosticIds.NotPartitioned, $"'{step.Source}' is partitioned, but {why}.", new(PlaceKind.AttributeArgument, ordinal, string.Empty))
        {
            Remedies = [new(RemedyKinds.WithoutAttribute, name), new(RemedyKinds.WithoutAs)],
        };
    }
}
