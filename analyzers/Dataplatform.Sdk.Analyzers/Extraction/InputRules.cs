using Dataplatform.Sdk.Analyzers.Model;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>The rules on what a method reads, without looking at any other method.</summary>
internal static class InputRules
{
    public static void Check(StepModel step, ICollection<Problem> problems)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < step.Parameters.Count; i++)
        {
            var parameter = step.Parameters[i];
            if (!parameter.IsInput)
            {
                continue;
            }

            var name = KeyGrammar.SnakeCase(parameter.Name);
            if (names.TryGetValue(name, out var first))
            {
                problems.Add(new(DiagnosticIds.InputName,
                    $"Parameters '{first}' and '{parameter.Name}' of '{step.Source}' are both the input '{name}'. Rename one of them, and name its asset with [Upstream].",
                    new(PlaceKind.ParameterName, i)));
            }
            else
            {
                names.Add(name, parameter.Name);
            }

            // What is no query cannot be a view in the first place, which is reported as such.
            if (parameter.IsSelf && step.IsSql && step.Metadata.As != "Table")
            {
                problems.Add(new(DiagnosticIds.NoPrevious,
                    $"Parameter '{parameter.Name}' of '{step.Source}' is marked [Self]. {(step.Metadata.As == "View" ? "A view" : "An ephemeral asset")} has no previous version to read; make it a table, or drop [Self].",
                    new(PlaceKind.ParameterName, i)) { Remedies = [new(RemedyKinds.WithoutAs)] });
            }
        }
    }
}
