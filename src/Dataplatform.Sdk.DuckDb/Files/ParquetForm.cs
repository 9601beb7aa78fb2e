using System.Globalization;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>How values are written to Parquet and read back where Parquet would change them in silence, at any depth.</summary>
internal static class ParquetForm
{
    // Parquet's interval ends at milliseconds.
    private static readonly DuckDbType Length = DuckDbType.Nested(DuckDbTypeId.Struct,
    [
        new("months", DuckDbType.Of(DuckDbTypeId.Integer)),
        new("days", DuckDbType.Of(DuckDbTypeId.Integer)),
        new("micros", DuckDbType.Of(DuckDbTypeId.BigInt)),
    ]);

    // Parquet has no integer of 128 bits, and DuckDB would write a double.
    private static readonly DuckDbType Integer = DuckDbType.Decimal(38, 0);

    /// <summary>A value as it is written.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="value">The value, as SQL.</param>
    public static string ToFile(DuckDbType type, string value) => ToFile(type, value, 0);

    /// <summary>A value that was written so, in its own type.</summary>
    /// <param name="type">Its own type.</param>
    /// <param name="value">The value in the file, as SQL.</param>
    public static string FromFile(DuckDbType type, string value)
    {
        var text = FromFile(type, Held(type), value);
        return Has(type, within => within.Id is DuckDbTypeId.HugeInt or DuckDbTypeId.UHugeInt) ? $"cast({text} as {type})" : text;
    }

    /// <summary>A value of a file, with the lengths of time in it that were written in another form; the rest is as it is.</summary>
    /// <param name="type">The type that the contract wants.</param>
    /// <param name="found">The type that the file has.</param>
    /// <param name="value">The value in the file, as SQL.</param>
    public static string FromFile(DuckDbType type, DuckDbType found, string value) => FromFile(type, found, value, 0);

    /// <summary>The columns, and the places within them, where a number has more digits than can be written; none if the query fails.</summary>
    /// <param name="connection">Asks.</param>
    /// <param name="query">The rows.</param>
    /// <param name="values">The values of the query's parameters.</param>
    /// <param name="schema">The contract.</param>
    public static IReadOnlyList<ValuePlace> TooLong(DuckDbConnection connection, string query, object?[] values, RowSchema schema)
    {
        ValuePlace[] wide = [.. ValuePlace.Of(schema).Where(place => place.Schema.Type.Kind is ColumnKind.Int128 or ColumnKind.UInt128)];
        try
        {
            var flags = wide.Length == 0
                ? []
                : connection.Query($"select {string.Join(", ", wide.Select(place => place.Any($"try_cast(@x as {Integer}) is null")))} from (\n{query}\n)", values)[0];
            return [.. wide.Where((_, i) => flags[i] is true)];
        }
        catch (DuckDbException)
        {
            // Its own error is the one to report.
            return [];
        }
    }

    /// <summary>What is wrong, and what to do: for the end of a message.</summary>
    /// <param name="places">What <see cref="TooLong"/> has found.</param>
    public static string Describe(IReadOnlyList<ValuePlace> places) =>
        $"{string.Join(", ", places.Select(place => $"Column '{place.Path}' ('{place.Member}')"))} holds an integer of more than 38 digits, which Parquet cannot. Make it a text, or keep such values out.";

    private static DuckDbType Held(DuckDbType type) => type.Id switch
    {
        DuckDbTypeId.HugeInt or DuckDbTypeId.UHugeInt => Integer,
        DuckDbTypeId.Interval => Length,
        _ => type.Children.Count == 0 ? type : DuckDbType.Nested(type.Id, [.. type.Children.Select(child => child with { Type = Held(child.Type) })]),
    };

    private static string ToFile(DuckDbType type, string value, int depth)
    {
        if (type.Id == DuckDbTypeId.Interval)
        {
            return $"case when {value} is not null then {{'months': (12 * datepart('year', {value}) + datepart('month', {value}))::integer, 'days': datepart('day', {value})::integer, "
                + $"'micros': 3600000000 * datepart('hour', {value}) + 60000000 * datepart('minute', {value}) + datepart('microseconds', {value})}} end";
        }

        var held = Held(type).ToString();
        return held == type.ToString() ? value
            : HasInterval(type) ? Rebuild(type, value, depth, (i, inner) => ToFile(type.Children[i].Type, inner, depth + 1))
            : $"cast({value} as {held})";
    }

    private static string FromFile(DuckDbType type, DuckDbType found, string value, int depth)
    {
        if (type.Id == DuckDbTypeId.Interval)
        {
            return IsLength(found) ? $"(to_months({value}.months) + to_days({value}.days) + to_microseconds({value}.micros))" : value;
        }

        return type.Id == found.Id && HasInterval(type) && Has(found, IsLength)
            ? Rebuild(found, value, depth, (i, inner) => Wanted(type, found, i) is { } wanted ? FromFile(wanted, found.Children[i].Type, inner, depth + 1) : inner)
            : value;
    }

    // Fields of a struct are matched by name, as everywhere; what else is within, by its place.
    private static DuckDbType? Wanted(DuckDbType type, DuckDbType found, int child) => type.Id == DuckDbTypeId.Struct
        ? type.Children.FirstOrDefault(wanted => wanted.Name.Equals(found.Children[child].Name, StringComparison.OrdinalIgnoreCase)).Type
        : type.Children[child].Type;

    private static bool HasInterval(DuckDbType type) => Has(type, within => within.Id == DuckDbTypeId.Interval);

    private static bool IsLength(DuckDbType type) => type.ToString() == Length.ToString();

    private static bool Has(DuckDbType type, Func<DuckDbType, bool> test) => test(type) || type.Children.Any(child => Has(child.Type, test));

    /// <summary>A list, struct or map of changed values.</summary>
    private static string Rebuild(DuckDbType type, string value, int depth, Func<int, string, string> change)
    {
        var item = string.Create(CultureInfo.InvariantCulture, $"_v{depth}");
        return type.Id switch
        {
            DuckDbTypeId.List => $"list_transform({value}, lambda {item}: {change(0, item)})",
            DuckDbTypeId.Map => $"case when {value} is not null then map_from_entries(list_transform(map_entries({value}), lambda {item}: {{'key': {change(0, $"{item}.key")}, 'value': {change(1, $"{item}.value")}}})) end",
            _ => $"case when {value} is not null then {{{string.Join(", ", type.Children.Select((child, i) => $"{TextColumn.Quote(child.Name)}: {change(i, $"{value}.{StoreLayout.Quote(child.Name)}")}"))}}} end",
        };
    }
}
