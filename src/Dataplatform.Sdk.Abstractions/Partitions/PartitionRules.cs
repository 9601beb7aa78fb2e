using System.Globalization;

namespace Dataplatform.Sdk.Partitions;

// Linked into the analyzer assembly as well: netstandard2.0 and nothing but the base library here.

/// <summary>The rules on a definition by itself.</summary>
internal static class PartitionRules
{
    /// <summary>What is wrong with a definition; nothing if it is sound.</summary>
    public static IReadOnlyList<PartitionProblem> Check(PartitionsDefinition definition)
    {
        var problems = new List<PartitionProblem>();
        if (definition.Dimensions.Count == 0)
        {
            problems.Add(new(string.Empty, nameof(definition.Dimensions), "A definition of partitions has no dimension. Add one, or leave the definition out."));
        }

        foreach (var same in definition.Dimensions.GroupBy(dimension => dimension.Name, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            problems.Add(new(same.Key, "Name", $"The name '{same.Key}' is that of {Count(same.Count())} dimensions. Give each a name of its own."));
        }

        var times = definition.Dimensions.OfType<TimeDimension>().ToList();
        if (times.Count > 1)
        {
            problems.Add(new(times[1].Name, "Name", $"There are {Count(times.Count)} dimensions of time, {string.Join(" and ", times.Select(time => $"'{time.Name}'"))}. Keep one; rows that have a second time keep it in a column."));
        }

        foreach (var dimension in definition.Dimensions)
        {
            Check(dimension, problems);
        }

        return problems;
    }

    private static void Check(PartitionDimension dimension, List<PartitionProblem> problems)
    {
        if (!KeyGrammar.IsName(dimension.Name))
        {
            problems.Add(new(dimension.Name, "Name", $"'{dimension.Name}' is no name of a dimension.{Named(dimension.Name)} Write lower-case letters, digits and underscores, such as 'region'."));
        }

        switch (dimension)
        {
            case TimeDimension time:
                TimeSchedule.Read(time, problems);
                break;
            case EnumDimension { Keys.Count: 0 } members:
                problems.Add(new(dimension.Name, nameof(members.Members), $"The enum '{members}' of '{dimension.Name}' has no members, so there would be no partition. Add members to it."));
                break;
            case DynamicDimension dynamic when !KeyGrammar.IsName(dynamic.Set):
                problems.Add(new(dimension.Name, nameof(dynamic.Set), $"'{dynamic.Set}' is no name of a set of keys.{Named(dynamic.Set)} Write lower-case letters, digits and underscores, such as 'customers'."));
                break;
            default:
                break;
        }
    }

    private static string Named(string name) =>
        KeyGrammar.SnakeCase(name) is var snake && snake != name && KeyGrammar.IsName(snake) ? $" Did you mean '{snake}'?" : string.Empty;

    private static string Count(int count) => count == 2 ? "two" : count.ToString(CultureInfo.InvariantCulture);
}
