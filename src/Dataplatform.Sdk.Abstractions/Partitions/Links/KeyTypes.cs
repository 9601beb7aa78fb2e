namespace Dataplatform.Sdk.Partitions;

// Linked into the analyzer assembly as well: netstandard2.0 and nothing but the base library here.

/// <summary>Which typed key a dimension has, by the name of its type: the compiler has no types of ours, only their names.</summary>
internal static class KeyTypes
{
    public const string Hour = "Dataplatform.Sdk.Hour";
    public const string Day = "Dataplatform.Sdk.Day";
    public const string Week = "Dataplatform.Sdk.Week";
    public const string Month = "Dataplatform.Sdk.Month";
    public const string TimeWindow = "Dataplatform.Sdk.TimeWindow";
    public const string DynamicKey = "Dataplatform.Sdk.DynamicKey";

    /// <summary>The type of a dimension's keys.</summary>
    public static string Of(PartitionDimension dimension) => dimension switch
    {
        TimeDimension { Cadence: TimeCadence.Hourly } => Hour,
        TimeDimension { Cadence: TimeCadence.Daily } => Day,
        TimeDimension { Cadence: TimeCadence.Weekly } => Week,
        TimeDimension { Cadence: TimeCadence.Monthly } => Month,
        EnumDimension members => members.EnumType,
        DynamicDimension => DynamicKey,
        _ => TimeWindow,
    };

    /// <summary>Whether a key of a type can be one of a dimension: its own type, for time also the window, and a day for an expression that
    /// comes once a day at most.</summary>
    public static bool Fits(string type, PartitionDimension dimension) =>
        type == Of(dimension)
        || (type == TimeWindow && dimension is TimeDimension)
        || (type == Day && dimension is TimeDimension { Cadence: TimeCadence.Cron } time && CronExpression.Parse(time.Cron, out _) is { MinutesOfDay.Count: 1 });

    /// <summary>A type without its namespace, as people write it.</summary>
    public static string Short(string type) => type.Substring(type.LastIndexOf('.') + 1);
}
