using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Partitions;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Says which dimension a parameter takes its key from, by its type and, where several are of that type, by its name.</summary>
/// <param name="definition">How the method is divided; null if it is not, or if that cannot be told.</param>
/// <param name="isKnown">Whether it can be told.</param>
/// <param name="source">The method as people write it.</param>
/// <param name="problems">Takes what is wrong.</param>
/// <param name="other">What the method is if it makes no asset: <c>an observer</c>.</param>
internal sealed class PartitionBinder(PartitionsDefinition? definition, bool isKnown, string source, ICollection<Problem> problems, string? other = null)
{
    private List<(string Parameter, string Key, int Dimension, bool IsRange)>? _bound;

    /// <summary>Binds a parameter that has no attribute.</summary>
    /// <returns>What it is; null if its type is no key of a partition.</returns>
    public ParameterModel? Bind(IParameterSymbol parameter)
    {
        var type = ValueTypes.Unwrap(parameter.Type, out var isNullable);
        var range = PartitionTypes.RangeOf(type);
        if (Key(range ?? type, range is not null) is not { } key)
        {
            return null;
        }

        var unsupported = new ParameterModel { Name = parameter.Name, Form = ParameterForm.Unsupported };
        if (!isKnown)
        {
            return unsupported;
        }

        var dimension = Obstacle(parameter, key, isNullable, range is not null) is null ? Choose(parameter, key) : -1;
        if (dimension < 0 || IsTaken(parameter, key, dimension, range is not null))
        {
            return unsupported;
        }

        (_bound ??= []).Add((parameter.Name, key, dimension, range is not null));
        return new()
        {
            Name = parameter.Name,
            Form = range is null ? ParameterForm.Partition : ParameterForm.PartitionRange,
            Type = TypeNames.Global(range ?? type),
            PlainType = TypeNames.Plain(range ?? type),
            Dimension = dimension,
        };
    }

    // An enum is a key only where the method is divided by enums.
    private string? Key(ITypeSymbol type, bool isRange) => PartitionTypes.Key(type)
        ?? (isRange || (type.TypeKind == TypeKind.Enum && definition?.Dimensions.Any(dimension => dimension is EnumDimension) == true) ? TypeNames.Plain(type) : null);

    private Problem? Obstacle(IParameterSymbol parameter, string key, bool isNullable, bool isRange)
    {
        var what = $"Parameter '{parameter.Name}' of '{source}' is {(isRange ? $"a range of keys '{KeyTypes.Short(key)}'" : $"a key '{KeyTypes.Short(key)}'")}";
        if (definition is null)
        {
            return Report(DiagnosticIds.PartitionParameter, PlaceKind.ParameterType, parameter, other is not null
                ? $"{what}, but {other} takes none: it looks at what it is given as a whole. Leave the parameter out."
                : $"{what}, but '{source}' is not partitioned. {Dividing(key)}.");
        }

        if (isRange && definition.Time is null)
        {
            return Report(DiagnosticIds.PartitionRange, PlaceKind.ParameterType, parameter,
                $"{what}, but only windows of time follow one another, and '{source}' is divided by {PartitionTypes.Names(definition)}. Take one key.");
        }

        if (!definition.Dimensions.Any(dimension => KeyTypes.Fits(key, dimension) && (!isRange || dimension is TimeDimension)))
        {
            var fitting = definition.Dimensions.Where(dimension => !isRange || dimension is TimeDimension).SelectMany(Fitting).Distinct().ToList();
            return Report(DiagnosticIds.PartitionParameter, PlaceKind.ParameterType, parameter,
                $"{what}, but '{source}' is divided by {PartitionTypes.Names(definition)}. Take {string.Join(" or ", fitting.Select(other => Named(other, isRange, KeyTypes.Short)))}, or divide it otherwise.",
                [.. Meant(key, fitting).Select(other => new Remedy(RemedyKinds.Type, Named(other, isRange, full => full)))]);
        }

        return isNullable
            ? Report(DiagnosticIds.PartitionParameter, PlaceKind.ParameterType, parameter,
                $"{what} that may be null, but there always is one. Write '{Named(key, isRange, KeyTypes.Short)}'.",
                [new(RemedyKinds.Required)])
            : null;
    }

    private int Choose(IParameterSymbol parameter, string key)
    {
        var fitting = Enumerable.Range(0, definition!.Dimensions.Count).Where(i => KeyTypes.Fits(key, definition.Dimensions[i])).ToList();
        if (fitting.Count == 1)
        {
            return fitting[0];
        }

        var name = KeyGrammar.SnakeCase(parameter.Name);
        var named = fitting.FindIndex(i => definition.Dimensions[i].Name == name);
        if (named >= 0)
        {
            return fitting[named];
        }

        var names = fitting.ConvertAll(i => definition.Dimensions[i].Name);
        Report(DiagnosticIds.PartitionTwice, PlaceKind.ParameterName, parameter,
            $"Parameter '{parameter.Name}' of '{source}' could be the key of {string.Join(" or ", names.Select(other => $"'{other}'"))}. Name it after the one that is meant.",
            [.. names.Where(other => _bound?.Exists(bound => definition.Dimensions[bound.Dimension].Name == other) != true).Take(1).Select(other => new Remedy(RemedyKinds.Rename, TypeNames.CamelCase(other)))]);
        return -1;
    }

    private bool IsTaken(IParameterSymbol parameter, string key, int dimension, bool isRange)
    {
        foreach (var (other, otherKey, _, otherIsRange) in _bound?.FindAll(bound => bound.Dimension == dimension) ?? [])
        {
            if (otherIsRange != isRange)
            {
                var (range, single) = isRange ? (parameter.Name, other) : (other, parameter.Name);
                Report(DiagnosticIds.PartitionRange, PlaceKind.ParameterType, parameter,
                    $"Parameter '{range}' of '{source}' asks for a range of partitions in one call, so there is no single one for '{single}'. Take one of the two; a range has its First and its Last.",
                    [new(RemedyKinds.WithoutParameter)]);
                return true;
            }

            if (otherKey == key)
            {
                Report(DiagnosticIds.PartitionTwice, PlaceKind.ParameterName, parameter,
                    $"Parameters '{other}' and '{parameter.Name}' of '{source}' are both the key of '{definition!.Dimensions[dimension].Name}'. Remove one of them.",
                    [new(RemedyKinds.WithoutParameter)]);
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Fitting(PartitionDimension dimension) => dimension is TimeDimension { Cadence: not TimeCadence.Cron }
        ? [KeyTypes.Of(dimension), KeyTypes.TimeWindow]
        : [KeyTypes.Of(dimension)];

    // A key of time was meant to be one of time, and an enum one of the enums.
    private IEnumerable<string> Meant(string key, List<string> fitting)
    {
        var isTime = key is KeyTypes.Hour or KeyTypes.Day or KeyTypes.Week or KeyTypes.Month or KeyTypes.TimeWindow;
        return fitting.Where(other => definition!.Dimensions.Any(dimension => KeyTypes.Fits(other, dimension) && dimension is TimeDimension == isTime));
    }

    private static string Named(string key, bool isRange, Func<string, string> write) => isRange ? $"{write("Dataplatform.Sdk.PartitionRange")}<{write(key)}>" : write(key);

    private static string Dividing(string key) => key switch
    {
        KeyTypes.Hour => "Put [HourlyPartitions(\"2024-01-01\")] on the method",
        KeyTypes.Day => "Put [DailyPartitions(\"2024-01-01\")] on the method",
        KeyTypes.Week => "Put [WeeklyPartitions(\"2024-01-01\")] on the method",
        KeyTypes.Month => "Put [MonthlyPartitions(\"2024-01-01\")] on the method",
        KeyTypes.DynamicKey => "Put [DynamicPartitions(\"customers\")] on the method, with the name of a set of keys",
        _ => "Put [DailyPartitions(\"2024-01-01\")], or another one of time, on the method",
    };

    private Problem Report(string id, PlaceKind kind, IParameterSymbol parameter, string message, IReadOnlyList<Remedy>? remedies = null)
    {
        var problem = new Problem(id, message, new(kind, parameter.Ordinal)) { Remedies = remedies ?? [] };
        problems.Add(problem);
        return problem;
    }
}
