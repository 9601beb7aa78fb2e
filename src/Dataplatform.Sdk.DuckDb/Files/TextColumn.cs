using System.Globalization;
using Dataplatform.Sdk.DuckDb.Batches;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>
/// A column of a contract and the text it is read from, as SQL. DuckDB's casts round digits away and guess the order of a
/// date, so that what they may change is refused before.
/// </summary>
/// <param name="Column">The contract's column.</param>
/// <param name="Field">The text as SQL; null if it is missing.</param>
/// <param name="Label">What the file calls it, for messages: the header <c>Order ID</c>.</param>
internal sealed record TextColumn(ColumnSchema Column, string Field, string Label)
{
    private const string Day = @"\d{4}-\d{2}-\d{2}";

    private const string TimeOfDay = @"([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d{1,6}0*)?)?";

    /// <summary>Whether a missing text is the empty one, where the member is a text that is not nullable.</summary>
    public bool MissingIsEmpty { get; init; }

    /// <summary>The text as SQL, null if it is empty and an empty one cannot be a value.</summary>
    public string Text => IsText || Column.Type.Kind == ColumnKind.Bytes ? Field : $"nullif({Field}, '')";

    private string Type => DuckDbDialect.Instance.TypeName(Column.Type);

    /// <summary>The value, or an error.</summary>
    public string Value
    {
        get
        {
            var value = EmptyIsText ? $"coalesce({Text}, '')" : Column.Type.Kind == ColumnKind.Text ? Text : $"cast({Text} as {Type})";
            return Doubts() is { } doubts ? $"case when {doubts} then error('wrong') else {value} end" : value;
        }
    }

    /// <summary>Whether the value is one that <see cref="Value"/> refuses.</summary>
    public string IsWrong
    {
        get
        {
            var cast = Column.Type.Kind == ColumnKind.Text ? null : $"({Text} is not null and try_cast({Text} as {Type}) is null)";
            return string.Join(" or ", new[] { cast, Doubts() }.OfType<string>()) is { Length: > 0 } wrong ? $"coalesce({wrong}, false)" : "false";
        }
    }

    private bool IsText => Column is { Type.Kind: ColumnKind.Text, AllowedValues: null };

    private bool EmptyIsText => MissingIsEmpty && IsText && !Column.IsNullable;

    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private string? Doubts()
    {
        var changed = Changed();
        return Column.IsNullable || EmptyIsText ? changed : changed is null ? $"{Text} is null" : $"({Text} is null or {changed})";
    }

    // What a cast would take and change. The cheap question comes first, so that most values cost no more.
    private string? Changed() => Column.Type.Kind switch
    {
        >= ColumnKind.Int8 and <= ColumnKind.UInt64 or ColumnKind.UInt128 =>
            $"((contains({Text}, '.') and not regexp_matches({Text}, '\\.0*\\s*$')) or contains({Text}, 'e') or contains({Text}, 'E'))",
        ColumnKind.Decimal => string.Create(
            CultureInfo.InvariantCulture,
            $"(regexp_matches({Text}, '\\.\\d{{{Column.Type.Scale}}}\\d*[1-9]') or ((contains({Text}, 'e') or contains({Text}, 'E')) and {Exponent} > {Column.Type.Scale}))"),
        ColumnKind.Date => NotLike(Day),
        ColumnKind.Time => NotLike(TimeOfDay),
        ColumnKind.Timestamp => NotLike($"{Day}([T ]{TimeOfDay})?"),
        ColumnKind.Instant => NotLike($@"{Day}([T ]{TimeOfDay} ?(Z|[+-]\d{{2}}(:?\d{{2}})?)?)?"),
        ColumnKind.Text when Column.AllowedValues is { } names => $"{Text} not in ({string.Join(", ", names.Select(Quote))})",
        _ => null,
    };

    // The digits behind the point that a number such as 1.25e-3 has.
    private string Exponent =>
        $@"coalesce(length(regexp_extract({Text}, '\.(\d*?)0*[eE]', 1)) - try_cast(regexp_extract({Text}, '[eE]\+?(-?\d+)', 1) as integer), 99)";

    private string NotLike(string pattern) => $"not regexp_full_match({Text}, {Quote(pattern)})";
}
