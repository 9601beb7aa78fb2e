using Dataplatform.Sdk.Analyzers.Model;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>The rules between what a method makes and what it takes.</summary>
internal static class OutputRules
{
    public static void Check(StepModel step, ICollection<Problem> problems)
    {
        if (step.Outputs.Count == 0)
        {
            return;
        }

        if (step.Metadata.As != "Table" && !step.IsSql)
        {
            problems.Add(new(DiagnosticIds.NotAQuery,
                $"'{step.Source}' cannot be {(step.Metadata.As == "View" ? "a view" : "ephemeral")}: only a query can, and it does not return Sql<T>. Return Sql<{Row(step)}>, or leave out As.",
                new(PlaceKind.MaterializeArgument)) { Remedies = [new(RemedyKinds.WithoutAs)] });
        }

        if (step.IsSql)
        {
            CheckQuery(step, problems);
        }
        else if (step.IsExternal)
        {
            CheckExternal(step, problems);
        }
    }

    private static void CheckQuery(StepModel step, ICollection<Problem> problems)
    {
        if (!step.IsStatic)
        {
            problems.Add(new(DiagnosticIds.SqlInputs,
                $"'{step.Source}' returns a query, so it must be static: a query is rendered without making anything.",
                new(PlaceKind.Name)) { Remedies = [new(RemedyKinds.Static)] });
        }

        for (var i = 0; i < step.Parameters.Count; i++)
        {
            var parameter = step.Parameters[i];
            if (parameter.Form is not ParameterForm.Table and not ParameterForm.Config and not ParameterForm.Partition and not ParameterForm.PartitionRange and not ParameterForm.Unsupported)
            {
                problems.Add(new(DiagnosticIds.SqlInputs,
                    $"'{step.Source}' returns a query, so it can take only tables, keys of partitions and [Config] and not '{parameter.Name}': a query is rendered without running anything. Take {Instead(parameter)}.",
                    new(PlaceKind.ParameterType, i))
                {
                    Remedies = parameter.IsRows ? [new(RemedyKinds.Type, $"Dataplatform.Sdk.Table<{parameter.PlainType}>")] : [],
                });
            }
        }
    }

    private static string Instead(ParameterModel parameter) => parameter.IsRows
        ? $"Table<{Short(parameter.PlainType)}>"
        : "Table<T>, or return rows instead of Sql<T>";

    // Several outputs have several types, and those that are values have no row type yet.
    private static string Row(StepModel step) => step.Outputs.Count == 1 && step.Outputs[0].Form is OutputForm.Rows or OutputForm.Stream ? Short(step.Outputs[0].PlainType) : "T";

    private static string Short(string type) => type.Substring(type.LastIndexOf('.') + 1);

    private static void CheckExternal(StepModel step, ICollection<Problem> problems)
    {
        if (!step.IsStatic)
        {
            problems.Add(new(DiagnosticIds.NotCallable,
                $"'{step.Source}' cannot be called by the engine: an external asset is declared, not computed. Make the method static.",
                new(PlaceKind.Name)) { Remedies = [new(RemedyKinds.Static)] });
        }

        for (var i = 0; i < step.Parameters.Count; i++)
        {
            if (step.Parameters[i].Form != ParameterForm.Unsupported)
            {
                problems.Add(new(DiagnosticIds.ParameterType,
                    $"Parameter '{step.Parameters[i].Name}' of '{step.Source}' is not needed: an external asset is declared, not computed. Remove it.",
                    new(PlaceKind.ParameterType, i)) { Remedies = [new(RemedyKinds.WithoutParameter)] });
            }
        }
    }
}
