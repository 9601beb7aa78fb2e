using Dataplatform.Sdk.DuckDb.Tests.Store;

namespace Dataplatform.Sdk.DuckDb.Tests.Types;

/// <summary>What a query gives is matched to the contract by name and type, however deep.</summary>
public sealed class NestedQueryTests : StoreTest
{
    private const string Good = "1 as id, {'city': 'Linz', 'zip': 4020} as address, [{'amount': 1.5, 'mood': 'Good'}] as lines, map {'a': 1} as counts";

    [Theory]
    [InlineData(Good)]
    [InlineData("1 as id, {'zip': 4020::hugeint, 'CITY': null::varchar} as address, []::struct(mood varchar, amount utinyint)[] as lines, map {}::map(varchar, integer) as counts")]
    [InlineData("1 as id, {'city': null::varchar, 'zip': 1} as address, array_value({'mood': 'Bad', 'amount': 1::utinyint}) as lines, map {'a': null} as counts")]
    public async Task Fields_are_matched_by_name_and_converted_without_loss(string columns)
    {
        await using var session = await BeginAsync();
        (await QueryAsync(session, Orders, Schema, $"select {columns}")).Rows.ShouldBe(1);
    }

    [Theory]
    [InlineData("{'city': 'Linz'} as address", "column 'address.zip' (of 'Parcel.Address', INTEGER) is missing.")]
    [InlineData("{'city': 'Linz', 'zipp': 1} as address", "column 'address.zip' (of 'Parcel.Address', INTEGER) is missing. Did you mean 'zipp'?")]
    [InlineData("{'city': 'Linz', 'zip': 1, 'land': 'AT'} as address", "column 'address.land' is not in the contract of 'Parcel.Address'.")]
    [InlineData("{'city': 1, 'zip': 1} as address", "column 'address.city' is INTEGER, but 'Parcel.Address' has VARCHAR there. Cast it in the query, address.city::VARCHAR, if its text is what you want.")]
    [InlineData("row('Linz', 1) as address", "Make a struct in the query: {'city': …, 'zip': …}.")]
    [InlineData("[] as lines", "If it is only null or an empty list, which DuckDB takes for INTEGER, cast the column: lines::STRUCT(\"amount\" DECIMAL(12,2), \"mood\" VARCHAR)[].")]
    [InlineData("'Linz' as address", "column 'address' is VARCHAR, but 'Parcel.Address' is STRUCT(\"city\" VARCHAR, \"zip\" INTEGER). Make a struct in the query: {'city': …, 'zip': …}.")]
    [InlineData("[{'amount': 1.25::double, 'mood': 'Good'}] as lines", "column 'lines[].amount' is DOUBLE, but 'Parcel.Lines' has DECIMAL(12,2) there. A binary fraction is rounded to become a decimal; do it in the query, x::DECIMAL(12,2), or make the member a double.")]
    [InlineData("[{'amount': 1.255, 'mood': 'Good'}] as lines", "column 'lines[].amount' is DECIMAL(4,3), but 'Parcel.Lines' has DECIMAL(12,2) there. 1 digits after the point would be lost")]
    [InlineData("{'amount': 1.5, 'mood': 'Good'} as lines", "Make a list in the query: [lines], or list(lines) of a group.")]
    [InlineData("map {1: 1} as counts", "column 'counts.key' is INTEGER, but 'Parcel.Counts' has VARCHAR there.")]
    [InlineData("map {'a': '1'} as counts", "column 'counts.value' is VARCHAR, but 'Parcel.Counts' has INTEGER there.")]
    [InlineData("[1] as counts", "column 'counts' is INTEGER[], but 'Parcel.Counts' is MAP(VARCHAR, INTEGER).")]
    public async Task What_would_lose_something_is_refused_with_its_path(string column, string message)
    {
        await using var session = await BeginAsync();
        var error = await Should.ThrowAsync<DataplatformException>(QueryAsync(session, Orders, Schema, $"select {Replaced(column)}"));
        error.Message.ShouldStartWith("The query of 'sales/orders' does not match its contract:");
        error.Message.ShouldContain(message);
        Relations().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{'city': 'Linz', 'zip': null} as address", "Column 'address.zip' of 'sales/orders' got a missing value, but it is not nullable in the contract's member 'Parcel.Address'.")]
    [InlineData("[{'amount': 1.5, 'mood': 'Good'}, null] as lines", "Column 'lines[]' of 'sales/orders' got a missing value")]
    [InlineData("[{'amount': null, 'mood': 'Good'}] as lines", "Column 'lines[].amount' of 'sales/orders' got a missing value")]
    [InlineData("[{'amount': 1, 'mood': 'Fine'}] as lines", "Column 'lines[].mood' of 'sales/orders' got 'Fine', which is no name of 'Parcel.Lines': Good, Bad, Ugly.")]
    [InlineData("{'city': 'Linz', 'zip': 3000000000} as address", "A value does not fit: column 'address.zip' of 'sales/orders' is INTEGER ('Parcel.Address').")]
    [InlineData("[{'amount': 1e11::decimal(20, 1), 'mood': 'Bad'}] as lines", "A value does not fit: column 'lines[].amount' of 'sales/orders' is DECIMAL(12,2) ('Parcel.Lines').")]
    [InlineData("map {'a': 3000000000} as counts", "A value does not fit: column 'counts.value' of 'sales/orders' is INTEGER ('Parcel.Counts').")]
    public async Task A_value_that_is_wrong_names_its_path(string column, string message)
    {
        await using var session = await BeginAsync();
        (await Should.ThrowAsync<DataplatformException>(QueryAsync(session, Orders, Schema, $"select {Replaced(column)}"))).Message.ShouldStartWith(message);
        Relations().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_null_list_or_record_is_not_looked_into()
    {
        await using var session = await BeginAsync();
        (await QueryAsync(session, Orders, RowCodecs.Get<Shaped>().Schema, "select 1 as id, null as items, map {'a': null::bigint[]} as map union all select 2, [null::struct(a bigint, b varchar)], null")).Rows.ShouldBe(2);
    }

    private static RowSchema Schema => RowCodecs.Get<Parcel>().Schema;

    private static string Replaced(string column)
    {
        var name = column[(column.LastIndexOf(' ') + 1)..];
        return string.Join(", ", new[] { "1 as id", "{'city': 'Linz', 'zip': 4020} as address", "[{'amount': 1.5, 'mood': 'Good'}] as lines", "map {'a': 1} as counts" }
            .Select(good => good.EndsWith(" " + name, StringComparison.Ordinal) ? column : good));
    }
}

[Contract]
internal sealed record Parcel(int Id, Address Address, IReadOnlyList<ParcelLine> Lines, IReadOnlyDictionary<string, int?> Counts);

[Contract]
internal sealed record Address(string? City, int Zip);

[Contract]
internal sealed record ParcelLine([Decimal(12, 2)] decimal Amount, Mood Mood);
