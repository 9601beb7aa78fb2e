using System.Globalization;

namespace Dataplatform.Sdk.Testing;

/// <summary>What makes two unordered sets of rows differ, said row by row and, where two rows are nearly equal, column by column.</summary>
internal static class RowDifference
{
    /// <summary>Rows of each kind that a message lists.</summary>
    private const int Listed = 20;

    /// <summary>The lines of a message; none if the rows are the same, duplicates counted.</summary>
    public static IReadOnlyList<string> Between<T>(IReadOnlyList<T> expected, IReadOnlyList<T> actual)
    {
        var codec = RowCodecs.Get<T>();
        var expectedCells = CellRecorder.Record(codec, expected);
        var actualCells = CellRecorder.Record(codec, actual);
        var (missing, extra) = Unmatched(expectedCells, actualCells);
        var lines = new List<string>();
        foreach (var row in missing.Take(Listed))
        {
            lines.Add($"  missing: {expected[row]}");
            if (Nearest(expectedCells[row], extra, actualCells) is { } twin)
            {
                extra.Remove(twin);
                lines.Add($"  extra:   {actual[twin]}");
                lines.AddRange(Columns(codec.Schema, expectedCells[row], actualCells[twin]));
            }
        }

        More(lines, "missing", missing.Count - Listed);
        lines.AddRange(extra.Take(Listed).Select(row => $"  extra:   {actual[row]}"));
        More(lines, "extra", extra.Count - Listed);
        return lines;
    }

    private static (List<int> Missing, List<int> Extra) Unmatched(List<object?[]> expected, List<object?[]> actual)
    {
        var unused = new Dictionary<object?[], Stack<int>>(CellsComparer.Instance);
        for (var row = actual.Count - 1; row >= 0; row--)
        {
            if (!unused.TryGetValue(actual[row], out var rows))
            {
                unused.Add(actual[row], rows = new Stack<int>());
            }

            rows.Push(row);
        }

        var missing = new List<int>();
        for (var row = 0; row < expected.Count; row++)
        {
            if (!unused.TryGetValue(expected[row], out var rows) || !rows.TryPop(out _))
            {
                missing.Add(row);
            }
        }

        return (missing, [.. unused.Values.SelectMany(rows => rows).Order()]);
    }

    // A row that has more than half of its columns in common is probably the one that was meant.
    private static int? Nearest(object?[] wanted, List<int> candidates, List<object?[]> rows)
    {
        int? nearest = null;
        var most = wanted.Length / 2;
        foreach (var candidate in candidates)
        {
            var equal = wanted.Where((cell, column) => Equals(cell, rows[candidate][column])).Count();
            if (equal > most)
            {
                (nearest, most) = (candidate, equal);
            }
        }

        return nearest;
    }

    private static IEnumerable<string> Columns(RowSchema schema, object?[] expected, object?[] actual) =>
        from column in Enumerable.Range(0, expected.Length)
        where !Equals(expected[column], actual[column])
        select $"           {schema.Columns[column].Name} is {Text(actual[column], schema.Columns[column].Type)}, expected {Text(expected[column], schema.Columns[column].Type)}";

    private static string Text(object? cell, ColumnType type) => cell switch
    {
        null => "null",
        NestedCell nested => Text(nested, type),
        bool value => value ? "true" : "false",
        string text => type.Kind == ColumnKind.Bytes ? text : $"'{text}'",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
    };

    private static string Text(NestedCell cell, ColumnType type) => type.Kind switch
    {
        ColumnKind.List => $"[{string.Join(", ", cell.Items.Select(item => Text(item, type.Fields[0].Type)))}]",
        ColumnKind.Map => $"{{{string.Join(", ", cell.Items.Cast<NestedCell>().Select(item => $"{Text(item.Items[0], type.Fields[0].Type)}: {Text(item.Items[1], type.Fields[1].Type)}"))}}}",
        _ => $"{{ {string.Join(", ", cell.Items.Select((item, i) => $"{type.Fields[i].Name}: {Text(item, type.Fields[i].Type)}"))} }}",
    };

    private static void More(List<string> lines, string what, int count)
    {
        if (count > 0)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"  … and {count} more {what}"));
        }
    }

    private sealed class CellsComparer : IEqualityComparer<object?[]>
    {
        public static CellsComparer Instance { get; } = new();

        public bool Equals(object?[]? x, object?[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(object?[] obj)
        {
            var hash = default(HashCode);
            foreach (var cell in obj)
            {
                hash.Add(cell);
            }

            return hash.ToHashCode();
        }
    }
}
