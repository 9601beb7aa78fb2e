using System.Text.Json;
using Dataplatform.Sdk.Analyzers.Tests.Harness;

namespace Dataplatform.Sdk.Analyzers.Tests.Generation;

public sealed class NestedCodecTests
{
    private const string Types = """
        using System.Linq;
        public enum Color { Red, Green }
        public readonly record struct Id(long Value);
        [Contract] public sealed record Line(Id Article, [Decimal(12, 2)] decimal Amount, string? Note, Color Color);
        [Contract] public readonly record struct Point(double X, double Y);
        [Contract] public sealed record Deep(IReadOnlyList<Line> Lines, Point? Point, IReadOnlyDictionary<string, Line?> ByName);

        """;

    [Theory]
    [InlineData("IReadOnlyList<int>", "[], [1], [1, 2, 3]", "int32[]")]
    [InlineData("IReadOnlyList<int?>", "[], [1, null]", "int32?[]")]
    [InlineData("List<string>", "[\"\", \"a\"], []", "text[]")]
    [InlineData("IList<string?>", "[null, \"a\", null]", "text?[]")]
    [InlineData("ICollection<byte>", "[0, 255]", "uint8[]")]
    [InlineData("IReadOnlyCollection<byte[]>", "[[0], []]", "bytes[]")]
    [InlineData("long[]", "[1], []", "int64[]")]
    [InlineData("long[][]", "[[1], []], [], [[2, 3]]", "int64[][]")]
    [InlineData("System.Collections.Immutable.ImmutableArray<Color>", "[Color.Green]", "text[]")]
    [InlineData("[Decimal(9, 2)] List<decimal>", "[1.00m, 2.25m]", "decimal(9,2)[]")]
    [InlineData("List<Id>", "[new(1), new(2)]", "int64[]")]
    [InlineData("Id?[]", "[new(1), null]", "int64?[]")]
    [InlineData("List<Guid>", "[Guid.Empty]", "uuid[]")]
    [InlineData("List<TimeSpan>", "[TimeSpan.FromHours(3)]", "interval[]")]
    [InlineData("Point", "new(1, 2), new(3, 4)", "struct(x double, y double)")]
    [InlineData("List<Point?>", "[new(1, 2), null, new(3, 4)], []", "struct(x double, y double)?[]")]
    [InlineData("Line", "new(new(1), 1.00m, null, Color.Red), new(new(2), 2.00m, \"x\", Color.Green)", "struct(article int64, amount decimal(12,2), note text?, color text)")]
    [InlineData("Dictionary<string, int>", "new() { [\"a\"] = 1 }, new()", "map(text, int32)")]
    [InlineData("IDictionary<string, int?>", "new Dictionary<string, int?> { [\"a\"] = null, [\"b\"] = 2 }", "map(text, int32?)")]
    [InlineData("IReadOnlyDictionary<int, List<string>>", "new Dictionary<int, List<string>> { [1] = [], [2] = [\"x\"] }", "map(int32, text[])")]
    [InlineData("Dictionary<Color, Point>", "new() { [Color.Red] = new(1, 2) }", "map(text, struct(x double, y double))")]
    [InlineData("Deep", "new([new(new(1), 1.00m, null, Color.Red), new(new(2), 2.00m, \"n\", Color.Green)], null, new Dictionary<string, Line?> { [\"a\"] = null }), new([], new(1, 2), new Dictionary<string, Line?>())", null)]
    public void Every_nested_type_survives_the_round_trip(string type, string values, string? schema)
    {
        var clr = type[(type.IndexOf(']', StringComparison.Ordinal) is var end && type.StartsWith('[') ? end + 1 : 0)..].Trim();
        var attribute = type.StartsWith('[') ? type[..(type.IndexOf(']', StringComparison.Ordinal) + 1)] : string.Empty;
        using var loaded = LoadedAssembly.Of(Types + $$"""
            [Contract] public sealed record Row({{attribute}} {{clr}} Value, {{attribute}} {{clr}}? Maybe, int Last);
            public static class Data
            {
                private static readonly {{clr}}[] Values = [{{values}}];
                public static Row[] Rows { get; } = [.. Values.SelectMany((value, i) => new Row[] { new(value, null, i), new(value, value, i), new(value, null, i) })];
            }
            """);
        var rows = (Array)loaded.Data("Rows");
        foreach (var knowsNulls in new[] { false, true })
        {
            var batch = new MemoryBatch(rows.Length) { KnowsNulls = knowsNulls };
            Json(Codecs.RoundTrip(rows, batch)).ShouldBe(Json(rows));
            batch.IsMissing(1, 0).ShouldBeTrue();
            batch.IsMissing(1, 1).ShouldBeFalse();
        }

        var columns = Codecs.Of(loaded.Assembly.GetType("Row")!).Schema.Columns;
        (columns[0].IsNullable, columns[1].IsNullable).ShouldBe((false, true));
        columns[0].Type.ShouldBe(columns[1].Type);
        if (schema is not null)
        {
            columns[0].Type.ToString().ShouldBe(schema);
        }
    }

    [Fact]
    public void What_cannot_be_written_names_the_path_within_the_column()
    {
        using var loaded = LoadedAssembly.Of(Types + """
            [Contract] public sealed record Row(int Id, Deep Deep, List<List<string>> Texts, Dictionary<TimeOnly, int> Times);
            public static class Data
            {
                private static readonly Line Good = new(new(1), 1, null, Color.Red);
                private static Row Make(Line line) => new(1, new([Good, line], null, new Dictionary<string, Line?>()), [], []);
                private static Row Make(Line? line, string text) => new(1, new([], null, new Dictionary<string, Line?> { ["a"] = null, ["b"] = line }), [["a"], [text]], []);
                public static Row[] Amount => [Make(Good), Make(Good with { Amount = 0.001m })];
                public static Row[] Null => [Make(Good), Make((Line)null!)];
                public static Row[] Undefined => [Make(Good, "x"), Make(Good with { Color = (Color)7 }, "x")];
                public static Row[] Text => [Make(Good, "x"), Make(Good, null!)];
                public static Row[] Keys => [Make(Good) with { Times = new() { [new(1)] = 1, [new(2)] = 2 } }];
                public static Row[] Whole => [Make(Good), Make(Good) with { Deep = null! }];
            }
            """);
        Failure("Amount").ShouldBe("Column 'deep.lines[].amount' of 'Row' cannot be written in row 2 of the batch of 2 that failed: 0.001 does not fit into DECIMAL(12,2). Round it, or widen the column with [Decimal(p, s)].");
        Failure("Null").ShouldBe("Column 'deep.lines[]' of 'Row' cannot be written in row 2 of the batch of 2 that failed: It is null, and the member is not nullable. Make the member nullable, or fill it.");
        Failure("Undefined").ShouldBe("Column 'deep.by_name.value.color' of 'Row' cannot be written in row 2 of the batch of 2 that failed: '7' is not one of the names of 'Color'.");
        Failure("Text").ShouldStartWith("Column 'texts[][]' of 'Row' cannot be written in row 2 of the batch of 2 that failed: It is null");
        Failure("Keys").ShouldStartWith("Column 'times.key' of 'Row' cannot be written in row 1 of the batch of 1 that failed: Two keys of a dictionary are the same in microseconds");
        Failure("Whole").ShouldStartWith("Column 'deep' of 'Row' cannot be written in row 2 of the batch of 2 that failed: It is null");

        string Failure(string data)
        {
            var rows = (Array)loaded.Data(data);
            return Should.Throw<DataplatformException>(() => Codecs.RoundTrip(rows, new MemoryBatch(rows.Length))).Message;
        }
    }

    [Fact]
    public void What_cannot_be_read_names_the_path_within_the_column()
    {
        using var loaded = LoadedAssembly.Of(Types + """
            [Contract] public sealed record Row(int Id, List<Line> Lines);
            public static class Data
            {
                private static readonly Line Good = new(new(1), 1, null, Color.Red);
                public static Row[] Rows => [new(1, [Good]), new(2, [Good, Good]), new(3, [])];
            }
            """);
        var rows = (Array)loaded.Data("Rows");
        Failure(batch => batch.Within(1).Within(0).Set(3, 2, "Blue")).ShouldBe("Column 'lines[].color' of 'Row' cannot be read in row 2 of the batch of 3 that failed: 'Blue' is not one of the names of 'Color'.");
        Failure(batch => batch.Within(1).Within(0).SetMissing(1, 2)).ShouldStartWith("Column 'lines[].amount' of 'Row' cannot be read in row 2 of the batch of 3 that failed: It is missing");
        Failure(batch => batch.Within(1).SetMissing(0, 0)).ShouldStartWith("Column 'lines[]' of 'Row' cannot be read in row 1 of the batch of 3 that failed: It is missing");

        string Failure(Action<MemoryBatch> spoil)
        {
            var batch = new MemoryBatch(rows.Length);
            Codecs.RoundTrip(rows, batch);
            spoil(batch);
            return Should.Throw<DataplatformException>(() => Codecs.Read(loaded.Assembly.GetType("Row")!, batch, rows.Length)).Message;
        }
    }

    [Fact]
    public void Lists_need_not_lie_side_by_side()
    {
        using var loaded = LoadedAssembly.Of("[Contract] public sealed record Row(int[] Values); public static class Data { public static Row[] Rows => [new([1, 2, 3, 4]), new([]), new([]), new([])]; }");
        var rows = (Array)loaded.Data("Rows");
        var batch = new MemoryBatch(rows.Length);
        Codecs.RoundTrip(rows, batch);
        batch.Set<ListEntry>(0, 0, new(0, 0));
        batch.Set<ListEntry>(0, 1, new(3, 1));
        batch.Set<ListEntry>(0, 2, new(0, 4));
        batch.Set<ListEntry>(0, 3, new(2, 2));
        Json(Codecs.Read(loaded.Assembly.GetType("Row")!, batch, rows.Length)).ShouldBe("""[{"Values":[]},{"Values":[4]},{"Values":[1,2,3,4]},{"Values":[3,4]}]""");
    }

    [Fact]
    public void A_contract_of_another_assembly_is_a_record_within()
    {
        var library = Compiled.Clean("[Contract] public sealed record Line(long Id, decimal Amount);", "Library");
        var app = Compiled.Raw("[Contract] public sealed record Row(IReadOnlyList<Line> Lines);", "App", library.Reference());
        app.CompilerDiagnostics().ShouldBeEmpty();
        app.File("Row.Codec").ShouldContain("ValueCodec.Record<global::Line>()");
    }

    private static string Json(Array rows) => JsonSerializer.Serialize(rows, rows.GetType());
}
