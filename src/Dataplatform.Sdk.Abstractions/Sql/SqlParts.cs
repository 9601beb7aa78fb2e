namespace Dataplatform.Sdk;

/// <summary>The growing list of parts behind <see cref="Sql"/> and <see cref="Sql{T}"/>.</summary>
internal sealed class SqlParts
{
    public List<SqlPart> Items { get; } = [];

    public void Text(string text)
    {
        if (text.Length > 0)
        {
            Items.Add(new SqlPart.Text(text));
        }
    }

    public void Table(ITableReference? table) => Items.Add(new SqlPart.Table(table ?? throw new DataplatformException(
        "A query names a table that is null: the asset has no previous version yet. Return another query for that case.")));

    public void Fragment(IReadOnlyList<SqlPart> parts) => Items.AddRange(parts);

    // The line break keeps a comment at the query's end from swallowing the parenthesis.
    public void Query(IReadOnlyList<SqlPart> parts)
    {
        Text("(");
        Items.AddRange(parts);
        Text("\n)");
    }

    public void Value<T>(T value)
    {
        // The key of a partition is what a column of its kind would hold.
        switch (value)
        {
            case Hour hour: Value(hour.Start); return;
            case Day day: Value(day.Date); return;
            case Week week: Value(week.Start); return;
            case Month month: Value(month.Start); return;
            case DynamicKey key: Value(key.Value); return;
            case TimeWindow: throw new DataplatformException("A window of time cannot be a parameter of a query, for it is two times. Pass its .Start and .End.");
            default: break;
        }

        var type = ColumnType.Of(typeof(T)) ?? throw new DataplatformException(
            value is System.Collections.IEnumerable
                ? $"A list of type '{typeof(T).Name}' cannot be a parameter of a query. Join its values: Sql.Join($\", \", values.Select(value => (Sql)$\"{{value}}\"))."
                : $"A value of type '{typeof(T).Name}' cannot be a parameter of a query. Pass a number, text, date, time, Guid, enum or bytes.");
        object? boxed = value is Enum ? value.ToString() : value;
        if (boxed is decimal number)
        {
            type = TypeOf(number);
        }

        Items.Add(new SqlPart.Parameter(boxed, type));
    }

    // A parameter has just the scale its value needs: a wider one would make products overflow 38 digits.
    private static ColumnType TypeOf(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var scale = (bits[3] >> 16) & 0xFF;
        var digits = 1;
        for (var rest = decimal.Truncate(Math.Abs(value)); rest >= 10; rest = decimal.Truncate(rest / 10))
        {
            digits++;
        }

        return ColumnType.Decimal(Math.Max(18, digits + scale), scale);
    }
}
