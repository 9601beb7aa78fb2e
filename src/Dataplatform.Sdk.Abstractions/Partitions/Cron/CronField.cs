using System.Globalization;

namespace Dataplatform.Sdk.Partitions;

// Everything in this folder is linked into the analyzer assembly as well, so that build time and run time read the same
// expressions and refuse them in the same words: netstandard2.0 and nothing but the base library here.

/// <summary>One of the five fields of a cron expression.</summary>
internal sealed class CronField
{
    private static readonly string[] MonthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private CronField(string name, int least, int most, string[] names)
    {
        Name = name;
        Least = least;
        Most = most;
        Names = names;
    }

    public static CronField Minute { get; } = new("minute", 0, 59, []);

    public static CronField Hour { get; } = new("hour", 0, 23, []);

    public static CronField DayOfMonth { get; } = new("day of month", 1, 31, []);

    public static CronField Month { get; } = new("month", 1, 12, MonthNames);

    public static CronField DayOfWeek { get; } = new("day of week", 0, 6, DayNames);

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>Its least value.</summary>
    public int Least { get; }

    /// <summary>Its greatest value.</summary>
    public int Most { get; }

    /// <summary>The names of its values, beginning with the least; none if they have no names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many values it has.</summary>
    public int Count => Most - Least + 1;

    /// <summary>The values in words, for messages.</summary>
    public string Range => this == DayOfWeek ? "0 to 7 or SUN to SAT" : this == Month ? "1 to 12 or JAN to DEC" : $"{Text(Least)} to {Text(Most)}";

    /// <summary>A value as it is written: by its name, if it has one.</summary>
    public string Text(int value) => Names.Count > 0 ? Names[value - Least] : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a number or a name; Sunday is 0 and also 7.</summary>
    /// <returns>The value; null if the text is none.</returns>
    public int? Value(string text)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (string.Equals(Names[i], text, StringComparison.OrdinalIgnoreCase))
            {
                return i + Least;
            }
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= Least && value <= (this == DayOfWeek ? 7 : Most) ? value : null;
    }
}
