using System.Globalization;

namespace Dataplatform.Sdk.Partitions;

/// <summary>Reads one cron expression, or says what is wrong with it.</summary>
internal sealed class CronParser
{
    private static readonly KeyValuePair<string, string>[] Aliases =
    [
        new("@hourly", "0 * * * *"), new("@daily", "0 0 * * *"), new("@midnight", "0 0 * * *"), new("@weekly", "0 0 * * 0"),
        new("@monthly", "0 0 1 * *"), new("@yearly", "0 0 1 1 *"), new("@annually", "0 0 1 1 *"),
    ];

    private static readonly CronField[] Fields = [CronField.Minute, CronField.Hour, CronField.DayOfMonth, CronField.Month, CronField.DayOfWeek];

    private readonly string _text;
    private readonly CronExpression _result;
    private string? _problem;

    public CronParser(string text)
    {
        _text = text.Trim();
        _result = new(_text);
    }

    /// <summary>Reads the expression; null if it is none.</summary>
    public CronExpression? Parse(out string? problem)
    {
        var fields = Split(Expand(_text));
        if (_problem is null && fields.Length != Fields.Length)
        {
            _problem = fields.Length switch
            {
                0 => "it is empty",
                6 => "it has 6 fields, and there are no seconds",
                _ => $"it has {fields.Length.ToString(CultureInfo.InvariantCulture)} field{(fields.Length == 1 ? string.Empty : "s")}",
            } + ". Write five: minute, hour, day of month, month, day of week, such as '0 6 * * MON-FRI'.";
        }

        if (_problem is null)
        {
            _result.Minutes = Field(CronField.Minute, fields[0]);
            _result.Hours = Field(CronField.Hour, fields[1]);
            _result.DaysOfMonth = Field(CronField.DayOfMonth, fields[2]);
            _result.Months = Field(CronField.Month, fields[3]);
            _result.DaysOfWeek = Field(CronField.DayOfWeek, fields[4]);
            _result.EitherDay = IsRestricted(fields[2]) && IsRestricted(fields[4]);
        }

        if (_problem is null && !Happens(_result))
        {
            _problem = "it never happens, since none of its months has such a day.";
        }

        problem = _problem is null ? null : $"'{_text}' is no cron expression: {_problem}";
        return _problem is null ? _result : null;
    }

    private static string[] Split(string text) => text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static bool IsRestricted(string field) => field is not ("*" or "?" or "*/1");

    // The calendar repeats after 400 years.
    private static bool Happens(CronExpression cron)
    {
        for (var year = 1; year <= 400; year++)
        {
            for (var month = 1; month <= 12; month++)
            {
                if (cron.DaysIn(year, month) != 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private string Expand(string text)
    {
        if (text.Length == 0 || text[0] != '@')
        {
            return text;
        }

        foreach (var alias in Aliases)
        {
            if (string.Equals(alias.Key, text, StringComparison.OrdinalIgnoreCase))
            {
                return alias.Value;
            }
        }

        var names = Aliases.Select(alias => alias.Key);
        _problem = $"there is no such name.{NearestName.Suggestion(text, names)} Write {string.Join(", ", names)}, or five fields.";
        return text;
    }

    private ulong Field(CronField field, string text)
    {
        var values = 0UL;
        foreach (var item in text.Split(','))
        {
            values |= _problem is null ? Item(field, item) : 0;
        }

        return values;
    }

    private ulong Item(CronField field, string item)
    {
        if (item.Length == 0)
        {
            return Fail($"{field.Name} has an empty entry in its list.");
        }

        if (item == "?" && (field == CronField.DayOfMonth || field == CronField.DayOfWeek))
        {
            return Values(field, field.Least, field.Most, 1);
        }

        if (char.ToUpperInvariant(item[0]) is 'R' or 'H' && (item.Length == 1 || item[1] is '(' or '/'))
        {
            return Fail($"{field.Name} '{item}' is random, and no two machines would agree on it. Write {field.Range}.");
        }

        if (Special(field, item) is { } special)
        {
            return special;
        }

        var slash = item.IndexOf('/');
        var range = slash < 0 ? item : item.Substring(0, slash);
        var step = slash < 0 ? 1 : Step(field, item, item.Substring(slash + 1));
        if (range == "*")
        {
            return Values(field, field.Least, field.Most, step);
        }

        var dash = range.IndexOf('-');
        var low = Value(field, dash < 0 ? range : range.Substring(0, dash), item);
        var high = dash >= 0 ? Value(field, range.Substring(dash + 1), item) : slash < 0 ? low : field.Most;
        if (_problem is not null)
        {
            return 0;
        }

        // A range that ends on Sunday may call it 0.
        high = field == CronField.DayOfWeek && dash >= 0 && high == 0 && low > 0 ? 7 : high;
        return low <= high
            ? Values(field, low, high, step)
            : Fail($"{field.Name} '{item}' ends before it begins. Write '{field.Text(low)}-{field.Text(field.Most)},{field.Text(field.Least)}-{field.Text(high)}'.");
    }

    // What only fields of days have: the last day, the nth of a weekday, and what other dialects write for them.
    private ulong? Special(CronField field, string item)
    {
        var last = item[0] is 'L' or 'l';
        if (field == CronField.DayOfMonth && last && item.Length == 1)
        {
            _result.LastDay = true;
            return 0;
        }

        if (field == CronField.DayOfMonth && last)
        {
            return Fail($"{field.Name} '{item}' is not known. Write 'L' for the last day of a month.");
        }

        if (field == CronField.DayOfMonth && item[item.Length - 1] is 'W' or 'w')
        {
            return Fail($"{field.Name} '{item}' asks for the nearest weekday, which is not known. Write days of a month, or days of a week.");
        }

        if (field != CronField.DayOfWeek)
        {
            return null;
        }

        var hash = item.IndexOf('#');
        if (hash >= 0)
        {
            return Nth(item, item.Substring(0, hash), item.Substring(hash + 1));
        }

        if (last && item.Length > 1)
        {
            return Mark(Value(field, item.Substring(1), item), 0);
        }

        return item.Length > 1 && item[item.Length - 1] is 'L' or 'l' && field.Value(item.Substring(0, item.Length - 1)) is { } day
            ? Fail($"{field.Name} '{item}' is not known. Did you mean 'L{field.Text(day % 7)}', the last of a month?")
            : null;
    }

    private ulong Nth(string item, string day, string nth) =>
        nth.Length == 1 && nth[0] is >= '1' and <= '5'
            ? Mark(Value(CronField.DayOfWeek, day, item), nth[0] - '0')
            : Fail($"day of week '{item}' asks for no day of a month. Write 1 to 5 after the '#': 'MON#1'.");

    private ulong Mark(int day, int nth)
    {
        _result.NthDaysOfWeek[nth] |= 1UL << (day % 7);
        return 0;
    }

    private int Step(CronField field, string item, string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var step) && step > 0 && step <= field.Count)
        {
            return step;
        }

        _ = Fail($"{field.Name} '{item}' has a step of '{text}'. Write a number from 1 to {field.Count.ToString(CultureInfo.InvariantCulture)} after the '/'.");
        return 1;
    }

    private int Value(CronField field, string text, string item)
    {
        if (field.Value(text) is { } value)
        {
            return value;
        }

        var place = text == item ? string.Empty : $" in '{item}'";
        _ = Fail(text.Length == 0
            ? $"{field.Name} '{item}' lacks a value. Write {field.Range}."
            : $"{field.Name} '{text}'{place} is not one of {field.Range}.{NearestName.Suggestion(text, field.Names)}");
        return field.Least;
    }

    private static ulong Values(CronField field, int low, int high, int step)
    {
        var values = 0UL;
        for (var value = low; value <= high; value += step)
        {
            values |= 1UL << (field == CronField.DayOfWeek ? value % 7 : value);
        }

        return values;
    }

    private ulong Fail(string problem)
    {
        _problem ??= problem;
        return 0;
    }
}
