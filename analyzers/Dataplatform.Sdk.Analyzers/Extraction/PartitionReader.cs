using System.Collections.Concurrent;
using System.Globalization;
using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Partitions;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads how a method's attributes divide what it makes, and checks it by the rules that the runtime has too.</summary>
internal sealed class PartitionReader
{
    private const int MostJudged = 256;

    // Many assets are divided alike, and all of them are asked again at the next key press in their file. Texts only, so nothing
    // is kept alive but these.
    private static readonly ConcurrentDictionary<PartitionsDefinition, IReadOnlyList<PartitionProblem>> Judged = new();

    private readonly string _source;
    private readonly ICollection<Problem> _problems;
    private readonly List<(PartitionDimension Dimension, int Attribute)> _dimensions = [];

    private PartitionReader(string source, ICollection<Problem> problems) => (_source, _problems) = (source, problems);

    /// <summary>Reads the attributes of a method.</summary>
    /// <returns>What they say, and whether that could be judged: where not, the compiler or this reader has told so.</returns>
    public static (PartitionsDefinition? Definition, bool IsSound) Read(IMethodSymbol method, string source, ICollection<Problem> problems)
    {
        PartitionReader? reader = null;
        var (isWhole, before) = (true, problems.Count);
        var attributes = method.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            if (!IsPartitions(attributes[i]))
            {
                continue;
            }

            reader ??= new(source, problems);
            isWhole &= reader.Add(attributes[i], i);
        }

        if (reader is null)
        {
            return (null, true);
        }

        var definition = new PartitionsDefinition([.. reader._dimensions.Select(found => found.Dimension)]);
        if (isWhole && problems.Count == before)
        {
            reader.Check(definition);
        }

        return (isWhole ? definition : null, isWhole && problems.Count == before);
    }

    /// <summary>Whether an attribute is a dimension. Told by its name, since most attributes are none.</summary>
    public static bool IsPartitions(AttributeData attribute) => attribute.AttributeClass is { } type && type.Name switch
    {
        Names.Partitions => type.IsSdk(Names.Partitions, 1),
        Names.Hourly or Names.Daily or Names.Weekly or Names.Monthly or Names.TimePartitions or Names.DynamicPartitions => type.IsSdk(type.Name),
        _ => false,
    };

    /// <summary>The name of an attribute's dimension.</summary>
    public static string NameOf(AttributeData attribute) => attribute.Setting("Name")?.Value as string ?? attribute.AttributeClass!.Name switch
    {
        Names.Partitions => KeyGrammar.SnakeCase(attribute.AttributeClass.TypeArguments[0].Name),
        Names.DynamicPartitions => attribute.Text(0)!,
        Names.Hourly => "hour",
        Names.Daily => "day",
        Names.Weekly => "week",
        Names.Monthly => "month",
        _ => "time",
    };

    private bool Add(AttributeData attribute, int ordinal)
    {
        if (!PolicyRules.IsWhole(attribute) || Dimension(attribute, ordinal) is not { } dimension)
        {
            return false;
        }

        _dimensions.Add((dimension with { By = attribute.Setting("By")?.Value as string }, ordinal));
        return true;
    }

    private PartitionDimension? Dimension(AttributeData attribute, int ordinal)
    {
        var name = NameOf(attribute);
        int Setting(string setting, int least, int most, int otherwise) => this.Setting(attribute, ordinal, setting, least, most, otherwise);
        string Tick(string days) => string.Format(CultureInfo.InvariantCulture, "{0} {1} {2}", Setting("MinuteOffset", 0, 59, 0), Setting("HourOffset", 0, 23, 0), days);

        switch (attribute.AttributeClass!.Name)
        {
            case Names.Partitions:
                return Members(attribute, name, ordinal);
            case Names.DynamicPartitions:
                return new DynamicDimension(name, attribute.Text(0)!);
            case Names.Hourly:
                return Time(attribute, name, TimeCadence.Hourly, string.Format(CultureInfo.InvariantCulture, "{0} * * * *", Setting("MinuteOffset", 0, 59, 0)), 0);
            case Names.Daily:
                return Time(attribute, name, TimeCadence.Daily, Tick("* * *"), 0);
            case Names.Weekly:
                return Time(attribute, name, TimeCadence.Weekly, Tick(string.Format(CultureInfo.InvariantCulture, "* * {0}", Setting("DayOfWeek", 0, 6, 1))), 0);
            case Names.Monthly:
                return Time(attribute, name, TimeCadence.Monthly, Tick(string.Format(CultureInfo.InvariantCulture, "{0} * *", Setting("Day", 1, 28, 1))), 0);
            default:
                return Time(attribute, name, TimeCadence.Cron, attribute.Text(0)!, 1);
        }
    }

    private static TimeDimension Time(AttributeData attribute, string name, TimeCadence cadence, string cron, int start) => new(name, cadence, cron, attribute.Text(start)!)
    {
        End = attribute.Setting("End")?.Value as string,
        TimeZone = attribute.Setting("TimeZone")?.Value as string ?? "UTC",
        EndOffset = attribute.Setting("EndOffset")?.Value as int? ?? 0,
        Exclusions = string.Join(";", attribute.Setting("Exclusions").Texts()),
        Format = attribute.Setting("Format")?.Value as string,
    };

    private EnumDimension? Members(AttributeData attribute, string name, int ordinal)
    {
        if (attribute.AttributeClass!.TypeArguments[0] is not INamedTypeSymbol { TypeKind: TypeKind.Enum } type)
        {
            return null;
        }

        var values = type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).GroupBy(field => field.ConstantValue).OrderBy(same => same.Key).ToList();
        if (!type.IsReachable())
        {
            Report(ordinal, string.Empty, $"The enum '{type.Name}' divides '{_source}' and is not visible in the assembly. Make it public or internal.");
        }
        else if (values.Find(same => same.Skip(1).Any()) is { } twice)
        {
            var names = twice.Select(field => field.Name).ToList();
            Report(ordinal, string.Empty, $"'{names[0]}' and '{names[1]}' of '{type.Name}', which divides '{_source}', are one value, and a partition has one name. Give each a value of its own, or remove one.");
        }

        return new(name, TypeNames.Plain(type), string.Join(" ", values.Select(same => same.First().Name)));
    }

    private int Setting(AttributeData attribute, int ordinal, string setting, int least, int most, int otherwise)
    {
        if (attribute.Setting(setting)?.Value is not int value)
        {
            return otherwise;
        }

        if (value >= least && value <= most)
        {
            return value;
        }

        Report(ordinal, setting, setting == "Day"
            ? $"Day of '{_source}' is {Number(value)}, and not every month has it. Write 1 to 28, or [TimePartitions(\"0 0 L * *\", …)] for the last day."
            : $"{setting} of '{_source}' is {Number(value)}. Write {Number(least)} to {Number(most)}.");
        return otherwise;
    }

    private void Check(PartitionsDefinition definition)
    {
        if (Judged.Count > MostJudged)
        {
            Judged.Clear();
        }

        foreach (var problem in Judged.GetOrAdd(definition, PartitionRules.Check))
        {
            // Of dimensions with one name the later one is told.
            var (dimension, ordinal) = _dimensions.FindLast(found => found.Dimension.Name == problem.Dimension);
            if (problem.Property == "Name" && dimension is DynamicDimension set && set.Name == set.Set && !KeyGrammar.IsName(set.Set))
            {
                // Both are one text, which is told as the set's.
                continue;
            }

            Report(ordinal, Argument(dimension, problem.Property), problem.Message, Remedies(dimension, problem.Property));
        }
    }

    private static string Argument(PartitionDimension dimension, string property) => (dimension, property) switch
    {
        (TimeDimension { Cadence: TimeCadence.Cron }, "Start") => "#1",
        (TimeDimension { Cadence: TimeCadence.Cron }, "Cron") or (TimeDimension, "Start") or (DynamicDimension, "Set") => "#0",
        _ => property,
    };

    private IReadOnlyList<Remedy> Remedies(PartitionDimension dimension, string property) => (dimension, property) switch
    {
        (TimeDimension time, "TimeZone") when TimeZoneIds.Nearest(time.TimeZone) is { } near => [new(RemedyKinds.Text, near)],
        (DynamicDimension dynamic, "Set") => Snake(dynamic.Set),
        (_, "Name") when _dimensions.Count(found => found.Dimension.Name == dimension.Name) == 1 => Snake(dimension.Name),
        _ => [],
    };

    private static IReadOnlyList<Remedy> Snake(string name) =>
        KeyGrammar.SnakeCase(name) is var snake && snake != name && KeyGrammar.IsName(snake) ? [new(RemedyKinds.Text, snake)] : [];

    // The argument with all its values, or the attribute if it is not written.
    private void Report(int ordinal, string argument, string message, IReadOnlyList<Remedy>? remedies = null) =>
        _problems.Add(new(DiagnosticIds.Partitions, message, new(PlaceKind.AttributeArgument, ordinal, argument, Place.All)) { Remedies = remedies ?? [] });

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
