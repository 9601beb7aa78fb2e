using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Partitions;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>
/// The rules between <c>By</c> of a dimension and the contract of the rows. Only the analyzer asks: what is generated does not depend on the
/// columns of another file.
/// </summary>
internal static class PartitionMemberRules
{
    // Zones whose clock never changes; of the others the compiler does not know.
    private static readonly string[] Unchanging = ["UTC", "UCT", "GMT", "GMT0", "GMT+0", "GMT-0", "Greenwich", "Universal", "Zulu"];

    public static IEnumerable<Diagnostic> Check(IMethodSymbol method, StepModel step, Compilation compilation, CancellationToken cancellationToken)
    {
        if (step.Partitions is not { } definition || definition.Dimensions.All(dimension => dimension.By is null))
        {
            return [];
        }

        var contracts = step.Outputs
            .Where(output => output.Form is OutputForm.Rows or OutputForm.Stream or OutputForm.Query or OutputForm.External)
            .Select(output => output.PlainType)
            .Distinct()
            .Select(type => ContractColumns.Find(compilation, type) is { } symbol ? ContractExtractor.Extract(symbol, cancellationToken).Contract : null)
            .OfType<ContractModel>()
            .ToList();
        return definition.Dimensions
            .Where(dimension => dimension.By is not null)
            .SelectMany(dimension => Problems(step, dimension, contracts))
            .Select(problem => (Problem: problem, Place: At(method, problem.Dimension)))
            .Select(found => Diagnostic.Create(
                Descriptors.PartitionMember, Places.Of(method, found.Place, cancellationToken), RemedyProperties.Write(found.Problem.Remedies), found.Problem.Message));
    }

    private static Place At(IMethodSymbol method, string dimension)
    {
        var attributes = method.GetAttributes();
        var ordinal = Enumerable.Range(0, attributes.Length).First(i => PartitionReader.IsPartitions(attributes[i]) && PartitionReader.NameOf(attributes[i]) == dimension);
        return new(PlaceKind.AttributeArgument, ordinal, "By", Place.All);
    }

    private static IEnumerable<(string Dimension, string Message, IReadOnlyList<Remedy> Remedies)> Problems(StepModel step, PartitionDimension dimension, List<ContractModel> contracts)
    {
        foreach (var contract in contracts)
        {
            var column = contract.Columns.FirstOrDefault(column => column.Member == dimension.By);
            if (column is null)
            {
                var members = contract.Columns.Where(other => Obstacle(dimension, other.Value) is null).Select(other => other.Member).ToList();
                var near = NearestName.Find(dimension.By!, members);
                yield return (dimension.Name,
                    $"'{dimension.By}' is no member of '{contract.Name}', which '{step.Source}' is made of. {(near is not null ? $"Did you mean nameof({contract.Name}.{near})?" : members.Count > 0 ? $"For '{dimension.Name}' there are: {string.Join(", ", members)}." : $"None of its members can tell '{dimension.Name}'; add one, or leave By out.")}",
                    near is null ? [] : [new(RemedyKinds.NameOf, contract.Type.Substring("global::".Length) + "." + near)]);
            }
            else if (column.Value.IsNullable)
            {
                yield return (dimension.Name, $"'{contract.Name}.{dimension.By}' is nullable, and a row without it belongs to no partition of '{step.Source}'. Make the member non-nullable, or name another one.", []);
            }
            else if (Obstacle(dimension, column.Value) is { } obstacle)
            {
                yield return (dimension.Name, $"'{contract.Name}.{dimension.By}' cannot tell '{dimension.Name}' of '{step.Source}': {obstacle}.", []);
            }
        }

        var columns = contracts.SelectMany(contract => contract.Columns.Where(column => column.Member == dimension.By)).Select(column => column.Name).Distinct().ToList();
        if (columns.Count > 1)
        {
            yield return (dimension.Name, $"'{dimension.By}' is the column {string.Join(" in one contract and ", columns.Select(name => $"'{name}'"))} in another, and the assets of '{step.Source}' are divided alike. Give both one name with [Column].", []);
        }
    }

    private static string? Obstacle(PartitionDimension dimension, ValueModel value)
    {
        var bare = value.Bare;
        return dimension switch
        {
            TimeDimension time => OfTime(time, bare.Kind),
            EnumDimension members when bare.Kind != "Text" || (bare.Enum is { } of && of.Type.Replace("@", string.Empty) != "global::" + members.EnumType) =>
                $"it is no {members}. Make it one, or a text, or name another member",
            DynamicDimension when bare.Kind != "Text" || bare.Enum is not null => "it is no text, which such keys are. Name another member",
            _ => null,
        };
    }

    private static string? OfTime(TimeDimension time, string kind)
    {
        var cron = CronExpression.Parse(time.Cron, out _);
        return kind switch
        {
            "Instant" => null,
            "Date" when cron?.MinutesOfDay is not [0] => "it is a date, and not all windows begin at midnight. Name a DateTime or DateTimeOffset",
            "Date" => null,
            "Timestamp" when cron?.EveryHour != false && !Unchanging.Contains(time.TimeZone) && !time.TimeZone.StartsWith("Etc/", StringComparison.Ordinal) =>
                $"it is what the clock shows in {time.TimeZone}, and in autumn that can be in two windows. Name a DateTimeOffset, or divide by UTC",
            "Timestamp" => null,
            _ => "it is no time. Name a DateOnly, DateTime or DateTimeOffset",
        };
    }
}
