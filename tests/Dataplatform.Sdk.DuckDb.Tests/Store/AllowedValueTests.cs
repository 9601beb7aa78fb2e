using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

public sealed class AllowedValueTests : StoreTest
{
    private static readonly RowSchema Car = new("Car",
    [
        new ColumnSchema("id", new ColumnType(ColumnKind.Int64), false, "Id"),
        new ColumnSchema("the colour", new ColumnType(ColumnKind.Text), true, "Colour") { AllowedValues = ["Red", "It's green"] },
    ]);

    private static readonly BoxedCodec<(long Id, string? Colour)> Codec = new(Car, car => [car.Id, car.Colour], values => ((long)values[0]!, (string?)values[1]));

    [Fact]
    public async Task Names_of_the_enum_and_missing_values_are_staged()
    {
        await using var session = await BeginAsync();
        (await QueryAsync(session, Orders, Car, """select * from (values (1, 'Red'), (2, 'It''s green'), (3, null)) as v(id, "the colour")""")).Rows.ShouldBe(3);
        (await QueryAsync(session, Orders, Car, """select 1 as id, null::varchar as "the colour" where false""")).Rows.ShouldBe(0);
        (await StageAsync(session, "Red", null)).Rows.ShouldBe(2);
    }

    [Fact]
    public async Task Another_value_is_not_staged()
    {
        const string expected = "Column 'the colour' of 'sales/orders' got 'Blue', which is no name of 'Car.Colour': Red, It's green. Add the name to the enum, or filter or replace such values.";
        await using var session = await BeginAsync();
        (await Should.ThrowAsync<DataplatformException>(QueryAsync(session, Orders, Car, """select 1 as id, 'Blue' as "the colour" union all select 2, 'Red'""")))
            .Message.ShouldBe(expected);
        (await Should.ThrowAsync<DataplatformException>(StageAsync(session, "Red", "Blue"))).Message.ShouldBe(expected);
        Relations().ShouldBeEmpty();
    }

    private static Task<StagedAsset> StageAsync(IStoreSession session, params string?[] colours) => session.StageRowsAsync(
        new StageTarget(Orders), Codec, colours.Select((colour, i) => ((long)i, colour)).ToAsyncEnumerable(), CancellationToken.None).AsTask();
}
