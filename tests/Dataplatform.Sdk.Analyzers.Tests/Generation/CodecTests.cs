using System.Text.Json;
using Dataplatform.Sdk.Analyzers.Tests.Harness;

namespace Dataplatform.Sdk.Analyzers.Tests.Generation;

public sealed class CodecTests
{
    private const string Types = """
        public enum Level : byte { Low = 1, High = 200, Top = High }

        """;

    [Theory]
    [InlineData("bool", "true, false", typeof(byte))]
    [InlineData("sbyte", "sbyte.MinValue, 7, sbyte.MaxValue", typeof(sbyte))]
    [InlineData("short", "short.MinValue, short.MaxValue", typeof(short))]
    [InlineData("int", "int.MinValue, int.MaxValue", typeof(int))]
    [InlineData("long", "long.MinValue, long.MaxValue", typeof(long))]
    [InlineData("Int128", "Int128.MinValue, Int128.MaxValue", typeof(Int128))]
    [InlineData("UInt128", "UInt128.MinValue, UInt128.MaxValue", typeof(UInt128))]
    [InlineData("byte", "0, 255", typeof(byte))]
    [InlineData("ushort", "0, ushort.MaxValue", typeof(ushort))]
    [InlineData("uint", "0, uint.MaxValue", typeof(uint))]
    [InlineData("ulong", "0, ulong.MaxValue", typeof(ulong))]
    [InlineData("float", "0.5f, float.MinValue", typeof(float))]
    [InlineData("double", "0.5, double.MaxValue", typeof(double))]
    [InlineData("decimal", "0.0000000000m, 1.5000000000m, -12345678901234567.0123456789m", typeof(Int128))]
    [InlineData("[Decimal(4, 2)] decimal", "99.99m, -99.99m", typeof(short))]
    [InlineData("[Decimal(9, 2)] decimal", "9999999.99m, -0.01m", typeof(int))]
    [InlineData("[Decimal(18, 0)] decimal", "999999999999999999m, 0", typeof(long))]
    [InlineData("string", "\"\", \"Ä🎉\"", typeof(string))]
    [InlineData("byte[]", "new byte[0], new byte[] { 0, 255 }", typeof(byte[]))]
    [InlineData("Guid", "Guid.Empty, Guid.Parse(\"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\")", typeof(Int128))]
    [InlineData("DateOnly", "DateOnly.MinValue, DateOnly.MaxValue", typeof(int))]
    [InlineData("TimeOnly", "TimeOnly.MinValue, new TimeOnly(23, 59, 59, 999, 999)", typeof(long))]
    [InlineData("DateTime", "new DateTime(1, 1, 1), new DateTime(2024, 2, 29, 12, 30, 0)", typeof(long))]
    [InlineData("DateTimeOffset", "new DateTimeOffset(1969, 12, 31, 23, 59, 59, TimeSpan.Zero)", typeof(long))]
    [InlineData("TimeSpan", "TimeSpan.FromDays(-3), TimeSpan.FromMicroseconds(1)", typeof(IntervalValue))]
    [InlineData("Level", "Level.Low, Level.High", typeof(string))]
    public void Every_column_type_survives_the_round_trip(string type, string values, Type held)
    {
        var clr = type[(type.IndexOf(']', StringComparison.Ordinal) is var end && type.StartsWith('[') ? end + 1 : 0)..].Trim();
        var attribute = type.StartsWith('[') ? type[..(type.IndexOf(']', StringComparison.Ordinal) + 1)] : string.Empty;
        using var loaded = LoadedAssembly.Of(Types + $$"""
            [Contract] public sealed record Row({{attribute}} {{clr}} Value, {{attribute}} {{clr}}? Maybe, int Last);
            public static class Data
            {
                public static Row[] Rows { get; } = Make();
                private static Row[] Make()
                {
                    var values = new {{clr}}[] { {{values}} };
                    var rows = new List<Row>();
                    foreach (var value in values) { rows.Add(new(value, value, 1)); rows.Add(new(value, null, 2)); }
                    return rows.ToArray();
                }
            }
            """);
        var rows = (Array)loaded.Data("Rows");
        foreach (var knowsNulls in new[] { false, true })
        {
            var batch = new MemoryBatch(rows.Length) { KnowsNulls = knowsNulls };
            var read = Codecs.RoundTrip(rows, batch);
            Json(read).ShouldBe(Json(rows));
            batch.HeldType(0).ShouldBe(held);
            batch.IsMissing(1, 1).ShouldBeTrue();
            batch.IsMissing(0, 1).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("public readonly record struct Row(int Id, string? Name);", "new(1, \"a\"), new(2, null)")]
    [InlineData("internal sealed record Row(int Id, string? Name);", "new(1, \"a\"), new(2, null)")]
    [InlineData("public sealed class Row { public required int Id { get; init; } public string? Name { get; set; } public int Twice => 2 * Id; }", "new() { Id = 1, Name = \"a\" }, new() { Id = 2 }")]
    [InlineData("public struct Row { public int Id { get; set; } public string? Name { get; set; } }", "new() { Id = 1, Name = \"a\" }, new() { Id = 2 }")]
    [InlineData("public sealed record Row { public int Id { get; init; } public string? Name { get; init; } }", "new() { Id = 1, Name = \"a\" }, new() { Id = 2 }")]
    [InlineData("public sealed record Row(int Id, string? Name) : Base(Id); public abstract record Base(int Id);", "new(1, \"a\"), new(2, null)")]
    [InlineData("public sealed class Row : Base { public string? Name { get; set; } } public class Base { public int Id { get; set; } }", "new() { Id = 1, Name = \"a\" }, new() { Id = 2 }")]
    [InlineData("public sealed record Row(int @class, string? @event);", "new(1, \"a\"), new(2, null)")]
    public void Every_shape_of_contract_survives_the_round_trip(string declaration, string values)
    {
        using var loaded = LoadedAssembly.Of($$"""
            [Contract] {{declaration}}
            internal static class Data { public static Row[] Rows { get; } = [{{values}}]; }
            """);
        var rows = (Array)loaded.Data("Rows");
        Json(Codecs.RoundTrip(rows, new MemoryBatch(rows.Length))).ShouldBe(Json(rows));
    }

    [Fact]
    public void Columns_take_their_names_and_types_from_the_members()
    {
        using var loaded = LoadedAssembly.Of("""
            [Contract] public sealed record Row(long OrderID, [Column("remark")] string? Note, [property: Column("sum")] decimal Total, [Decimal(9, 2)] decimal? Tax, DayOfWeek Day);
            """);
        var schema = Codecs.Of(loaded.Assembly.GetType("Row")!).Schema;
        schema.Name.ShouldBe("Row");
        schema.Columns.Select(c => $"{c.Name} {c.Type}{(c.IsNullable ? "?" : "")} {c.Member}").ShouldBe(
            ["order_id int64 OrderID", "remark text? Note", "sum decimal(28,10) Total", "tax decimal(9,2)? Tax", "day text Day"]);
    }

    [Fact]
    public void A_column_of_an_enum_tells_every_name_that_is_read()
    {
        using var loaded = LoadedAssembly.Of(Types + "[Contract] public sealed record Row(Level Level, Level? Maybe, string Text);");
        var columns = Codecs.Of(loaded.Assembly.GetType("Row")!).Schema.Columns;
        columns[0].AllowedValues.ShouldBe(["Low", "High", "Top"]);
        columns[1].AllowedValues.ShouldBe(["Low", "High", "Top"]);
        columns[2].AllowedValues.ShouldBeNull("any text will do");
    }

    [Fact]
    public void What_cannot_be_written_names_contract_column_and_row()
    {
        using var loaded = LoadedAssembly.Of(Types + """
            [Contract] public sealed record Money(int Id, [Decimal(5, 2)] decimal Amount);
            [Contract] public sealed record Name(int Id, string Text);
            [Contract] public sealed record Grade(Level Level);
            public static class Data
            {
                public static Money[] TooLong => [new(1, 1.25m), new(2, 1.255m)];
                public static Name[] Null => [new(1, "a"), new(2, null!)];
                public static Name[] NullRow => [new(1, "a"), null!];
                public static Name[] Surrogate => [new(1, "\ud800")];
                public static Grade[] Undefined => [new((Level)42)];
            }
            """);
        Failure("TooLong").ShouldBe("Column 'amount' of 'Money' cannot be written in row 2 of the batch of 2 that failed: 1.255 does not fit into DECIMAL(5,2). Round it, or widen the column with [Decimal(p, s)].");
        Failure("Null").ShouldBe("Column 'text' of 'Name' cannot be written in row 2 of the batch of 2 that failed: It is null, and the member is not nullable. Make the member nullable, or fill it.");
        Failure("NullRow").ShouldBe("A row of 'Name' is null: row 2 of the batch of 2 that failed. Leave it out, or put a row in its place.");
        Failure("Surrogate").ShouldBe("Column 'text' of 'Name' cannot be written in row 1 of the batch of 1 that failed: The text is not valid Unicode.");
        Failure("Undefined").ShouldBe("Column 'level' of 'Grade' cannot be written in row 1 of the batch of 1 that failed: '42' is not one of the names of 'Level'.");

        string Failure(string data)
        {
            var rows = (Array)loaded.Data(data);
            return Should.Throw<DataplatformException>(() => Codecs.RoundTrip(rows, new MemoryBatch(rows.Length))).Message;
        }
    }

    [Fact]
    public void What_cannot_be_read_names_contract_column_and_row()
    {
        using var loaded = LoadedAssembly.Of(Types + """
            [Contract] public sealed record Row(DateOnly Day, Level Level, string? Note)
            {
                public string? Note { get; } = Note == "bad" ? throw new ArgumentException("A bad note.") : Note;
            }
            """);
        var row = loaded.Assembly.GetType("Row")!;

        Good().Read().ShouldBe("Row { Day = 01/02/1970, Level = High, Note = fine }");
        Good(b => b.Set(1, 2, "Top")).Read().ShouldBe("Row { Day = 01/02/1970, Level = High, Note = fine }", "every name of a value is read");
        Good(b => b.Set(0, 2, int.MaxValue)).Failure().ShouldStartWith("Column 'day' of 'Row' cannot be read in row 3 of the batch of 3 that failed: The date 2147483647 days");
        Good(b => b.Set(1, 2, "Gone")).Failure().ShouldBe("Column 'level' of 'Row' cannot be read in row 3 of the batch of 3 that failed: 'Gone' is not one of the names of 'Level'.");
        Good(b => b.SetMissing(0, 1)).Failure().ShouldBe("Column 'day' of 'Row' cannot be read in row 2 of the batch of 3 that failed: It is missing, and the member is not nullable. Make the member nullable, or fill it.");
        Good(b => b.Set(2, 1, "bad")).Failure().ShouldBe("A row is refused by 'Row' (row 2 of the batch of 3 that failed): A bad note.");

        Probe Good(Action<MemoryBatch>? spoil = null)
        {
            var batch = new MemoryBatch(3);
            for (var i = 0; i < 3; i++)
            {
                batch.Set(0, i, 1);
                batch.Set(1, i, "High");
                batch.Set(2, i, "fine");
            }

            spoil?.Invoke(batch);
            return new(row, batch);
        }
    }

    private static string Json(Array rows) => JsonSerializer.Serialize(rows, rows.GetType());

    private sealed record Probe(Type Row, MemoryBatch Batch)
    {
        public string Read() => Codecs.Read(Row, Batch, 3).GetValue(2)!.ToString()!;

        public string Failure() => Should.Throw<DataplatformException>(() => Codecs.Read(Row, Batch, 3)).Message;
    }
}
