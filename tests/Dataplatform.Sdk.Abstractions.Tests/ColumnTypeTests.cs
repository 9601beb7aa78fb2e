namespace Dataplatform.Sdk.Abstractions.Tests;

public sealed class ColumnTypeTests
{
    private static ColumnSchema Field(string name, ColumnKind kind, bool isNullable = false) => new(name, new(kind), isNullable, name);

    private static ColumnType Lines(string amount = "amount", string[]? names = null) => ColumnType.List(new ColumnSchema(
        "any", ColumnType.Struct([Field(amount, ColumnKind.Int64), Field("mood", ColumnKind.Text, isNullable: true) with { AllowedValues = names }]), false, "Lines"));

    [Fact]
    public void Types_with_the_same_types_within_are_equal()
    {
        Lines(names: ["Good"]).ShouldBe(Lines(names: ["Good"]));
        Lines(names: ["Good"]).GetHashCode().ShouldBe(Lines(names: ["Good"]).GetHashCode());
        Lines("sum").ShouldNotBe(Lines());
        Lines(names: ["Good"]).ShouldNotBe(Lines(names: ["Bad"]));
        Lines(names: []).ShouldNotBe(Lines());
        ColumnType.Map(Field("a", ColumnKind.Text), Field("b", ColumnKind.Int8)).ShouldNotBe(ColumnType.Map(Field("a", ColumnKind.Text), Field("b", ColumnKind.Int8, isNullable: true)));
    }

    [Fact]
    public void A_type_is_written_with_what_is_within()
    {
        Lines().ToString().ShouldBe("struct(amount int64, mood text?)[]");
        ColumnType.Map(Field("a", ColumnKind.Text), Field("b", ColumnKind.Int8, isNullable: true)).ToString().ShouldBe("map(text, int8?)");
        ColumnType.List(new ColumnSchema("x", ColumnType.Decimal(9, 2), true, "x")).ToString().ShouldBe("decimal(9,2)?[]");
    }

    [Fact]
    public void A_list_that_cannot_be_made_is_refused_when_its_codec_is_composed() =>
        Should.Throw<ArgumentException>(() => ValueCodec.List<HashSet<int>, int>(ValueCodec.Int32)).Message.ShouldContain("is not a list that can be a column");

    [Fact]
    public void An_engine_without_nested_values_says_so()
    {
        Should.Throw<DataplatformException>(() => new Flat().Fields(0)).Message.ShouldBe("Flat does not write records into a column.");
        Should.Throw<DataplatformException>(() => new Flat().Items(0, 1, out _)).Message.ShouldBe("Flat does not write lists or dictionaries into a column.");
    }

    private sealed class Flat : BatchWriter
    {
        public override void SetBytes(int column, int row, ReadOnlySpan<byte> value) => throw new InvalidOperationException();

        public override void SetNull(int column, int row) => throw new InvalidOperationException();

        public override void SetText(int column, int row, ReadOnlySpan<char> value) => throw new InvalidOperationException();

        public override Span<TValue> Values<TValue>(int column) => throw new InvalidOperationException();
    }
}
