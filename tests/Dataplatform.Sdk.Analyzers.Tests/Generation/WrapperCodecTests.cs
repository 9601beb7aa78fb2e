using System.Text.Json;
using Dataplatform.Sdk.Analyzers.Tests.Harness;

namespace Dataplatform.Sdk.Analyzers.Tests.Generation;

public sealed class WrapperCodecTests
{
    [Theory]
    [InlineData("public readonly record struct Wrapper(long Value);", "new(long.MinValue), new(7)", typeof(long), "int64")]
    [InlineData("public readonly record struct Wrapper(string Text);", "new(\"\"), new(\"Ä🎉\")", typeof(string), "text")]
    [InlineData("public readonly record struct Wrapper(Guid Id);", "new(Guid.Empty)", typeof(Int128), "uuid")]
    [InlineData("public readonly record struct Wrapper(byte[] Bytes);", "new(new byte[] { 0, 255 })", typeof(byte[]), "bytes")]
    [InlineData("public record struct Wrapper([Decimal(5, 2)] decimal Amount);", "new(999.99m), new(-0.01m)", typeof(int), "decimal(5,2)")]
    [InlineData("public readonly record struct Wrapper(UInt128 Value);", "new(UInt128.MaxValue), new(0)", typeof(UInt128), "uint128")]
    [InlineData("public readonly record struct Wrapper(DayOfWeek @event);", "new(DayOfWeek.Friday)", typeof(string), "text")]
    [InlineData("public readonly record struct Wrapper(Inner Value); public readonly record struct Inner(int Number);", "new(new(1)), new(new(2))", typeof(int), "int32")]
    [InlineData("public readonly struct Wrapper(bool on) { public bool on { get; } = on; }", "new(true), new(false)", typeof(byte), "boolean")]
    public void A_value_under_a_name_of_its_own_is_kept_as_what_it_holds(string declaration, string values, Type held, string type)
    {
        using var loaded = LoadedAssembly.Of($$"""
            using System.Linq;
            {{declaration}}
            [Contract] public sealed record Row(Wrapper Value, Wrapper? Maybe);
            public static class Data
            {
                private static readonly Wrapper[] Values = [{{values}}];
                public static Row[] Rows { get; } = [.. Values.SelectMany(value => new Row[] { new(value, value), new(value, null) })];
            }
            """);
        var rows = (Array)loaded.Data("Rows");
        var batch = new MemoryBatch(rows.Length);

        Json(Codecs.RoundTrip(rows, batch)).ShouldBe(Json(rows));

        batch.HeldType(0).ShouldBe(held);
        batch.IsMissing(1, 1).ShouldBeTrue();
        Codecs.Of(loaded.Assembly.GetType("Row")!).Schema.Columns.Select(column => $"{column.Type} {column.IsNullable}").ShouldBe([$"{type} False", $"{type} True"]);
    }

    [Fact]
    public void Digits_of_the_member_come_before_those_of_the_wrapper()
    {
        using var loaded = LoadedAssembly.Of("""
            public readonly record struct Money([Decimal(5, 2)] decimal Amount);
            public readonly record struct Plain<T>(T Amount);
            [Contract] public sealed record Row([Decimal(12, 4)] Money A, Money B, [Decimal(9, 1)] Plain<decimal>? C, Plain<decimal> D);
            """);
        Codecs.Of(loaded.Assembly.GetType("Row")!).Schema.Columns.Select(column => column.Type.ToString())
            .ShouldBe(["decimal(12,4)", "decimal(5,2)", "decimal(9,1)", "decimal(28,10)"]);
    }

    [Fact]
    public void A_null_within_a_wrapper_names_its_column()
    {
        using var loaded = LoadedAssembly.Of("""
            public readonly record struct Name(string Text);
            [Contract] public sealed record Row(int Id, Name Name);
            public static class Data { public static Row[] Rows => [new(1, new("a")), new(2, default)]; }
            """);
        var rows = (Array)loaded.Data("Rows");
        Should.Throw<DataplatformException>(() => Codecs.RoundTrip(rows, new MemoryBatch(rows.Length))).Message
            .ShouldBe("Column 'name' of 'Row' cannot be written in row 2 of the batch of 2 that failed: It is null, and the member is not nullable. Make the member nullable, or fill it.");
    }

    [Fact]
    public void A_wrapper_of_another_assembly_is_one_too()
    {
        var library = Compiled.Clean("public readonly record struct Key(long Value); public readonly record struct Text<T>(T Value);", "Library");
        var app = Compiled.Raw("[Contract] public sealed record Row(Key Key, Text<string>? Text);", "App", library.Reference());
        app.CompilerDiagnostics().ShouldBeEmpty();
        app.File("Row.Codec").ShouldContain("values[i] = rows[i].Key.Value;");
        app.File("Row.Codec").ShouldContain("new global::Text<string>(batch.GetText(1, from + i))");
    }

    private static string Json(Array rows) => JsonSerializer.Serialize(rows, rows.GetType());
}
