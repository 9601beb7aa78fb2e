using System.Collections;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Numerics;
using Dataplatform.Sdk.DuckDb.Data;

namespace Dataplatform.Sdk.DuckDb.Tests.Data;

public sealed class ReaderTests : IDisposable
{
    private readonly DuckDbConnection _connection = new();

    public ReaderTests() => _connection.Open();

    private enum Colour
    {
        Red,
        Green,
    }

    public void Dispose() => _connection.Dispose();

    public static TheoryData<string, object> Values => new()
    {
        { "BOOLEAN", true },
        { "TINYINT", (sbyte)-128 },
        { "SMALLINT", short.MinValue },
        { "INTEGER", int.MinValue },
        { "BIGINT", long.MinValue },
        { "HUGEINT", Int128.MinValue + 1 },
        { "UTINYINT", byte.MaxValue },
        { "USMALLINT", ushort.MaxValue },
        { "UINTEGER", uint.MaxValue },
        { "UBIGINT", ulong.MaxValue },
        { "UHUGEINT", UInt128.MaxValue },
        { "FLOAT", float.Epsilon },
        { "DOUBLE", double.MaxValue },
        { "DECIMAL(4,2)", -12.34m },
        { "DECIMAL(18,2)", -1234567890123456.78m },
        { "DECIMAL(38,10)", -792281625142643375.9354395033m },
        { "VARCHAR", "emoji 🦆, NUL \0, 'quotes' and more than twelve bytes" },
        { "BLOB", new byte[] { 0, 1, 255 } },
        { "UUID", Guid.Parse("01234567-89ab-cdef-0123-456789abcdef") },
        { "DATE", new DateOnly(9999, 12, 31) },
        { "TIME", new TimeOnly(23, 59, 59, 999, 999) },
        { "TIMESTAMP", new DateTime(1969, 12, 31, 23, 59, 59, 999, 999, DateTimeKind.Unspecified) },
        { "TIMESTAMPTZ", new DateTimeOffset(2024, 6, 1, 12, 0, 0, TimeSpan.Zero) },
        { "INTERVAL", new TimeSpan(3, 4, 5, 6, 7, 8) },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_value_comes_back_as_it_was_with_its_own_type(string type, object value)
    {
        using var reader = Read($"select $1::{type}, null::{type}, typeof($1) as own", value);
        reader.GetValue(0).ShouldBe(value);
        reader.GetFieldType(0).ShouldBe(value.GetType());
        reader.GetValue(1).ShouldBe(DBNull.Value);
        reader.IsDBNull(1).ShouldBeTrue();
        if (!type.StartsWith("DECIMAL", StringComparison.Ordinal) && type != "UUID")
        {
            reader.GetString(2).ShouldBe(type == "TIMESTAMPTZ" ? "TIMESTAMP WITH TIME ZONE" : type, "it was bound as what it is");
        }
    }

    [Fact]
    public void Values_are_read_as_the_type_that_is_asked_for()
    {
        using var reader = Read("select 7::hugeint as i, 1.5::decimal(5,2) as d, 'Green' as c, date '2024-02-29' as day, timestamptz '2024-06-01 12:00:00+02' as at, null::int as n, 2.00::decimal(5,0) as w");
        reader.GetInt16(0).ShouldBe((short)7);
        reader.GetByte(0).ShouldBe((byte)7);
        reader.GetFieldValue<ulong>(0).ShouldBe(7UL);
        reader.GetFieldValue<BigInteger>(0).ShouldBe(7);
        reader.GetFieldValue<int?>(0).ShouldBe(7);
        reader.GetDouble(0).ShouldBe(7.0);
        reader.GetDecimal(0).ShouldBe(7m);
        reader.GetDouble(1).ShouldBe(1.5);
        reader.GetFieldValue<Colour>(2).ShouldBe(Colour.Green);
        reader.GetFieldValue<Colour?>(2).ShouldBe(Colour.Green);
        reader.GetDateTime(3).ShouldBe(new DateTime(2024, 2, 29, 0, 0, 0, DateTimeKind.Unspecified));
        reader.GetDateTime(4).ShouldBe(new DateTime(2024, 6, 1, 10, 0, 0, DateTimeKind.Utc));
        reader.GetFieldValue<int?>(5).ShouldBeNull();
        reader.GetFieldValue<object>(5).ShouldBe(DBNull.Value);
        reader.GetInt32(6).ShouldBe(2);
        reader["D"].ShouldBe(1.5m);
    }

    [Fact]
    public void What_does_not_fit_or_is_missing_names_the_column()
    {
        using var reader = Read("select 300 as big, 'x' as text, null::int as nothing, '290000-01-01'::date as far, 1.25 as fraction, interval 1 month as month, 'Blue' as colour");
        Should.Throw<OverflowException>(() => reader.GetByte(0)).Message.ShouldContain("'big'");
        Should.Throw<InvalidCastException>(() => reader.GetInt32(1)).Message.ShouldContain("The column 'text' is VARCHAR and is not read as 'Int32'");
        Should.Throw<InvalidCastException>(() => reader.GetInt32(2)).Message.ShouldContain("'nothing' is missing");
        Should.Throw<InvalidCastException>(() => reader.GetFieldValue<string>(2));
        Should.Throw<OverflowException>(() => reader.GetValue(3)).Message.ShouldContain("cast(far as varchar)");
        Should.Throw<InvalidCastException>(() => reader.GetInt32(4));
        Should.Throw<OverflowException>(() => reader.GetValue(5)).Message.ShouldContain("months");
        reader.GetFieldValue<IntervalValue>(5).ShouldBe(new IntervalValue(1, 0, 0));
        Should.Throw<InvalidCastException>(() => reader.GetFieldValue<Colour>(6)).Message.ShouldContain("'Blue'");
        Should.Throw<IndexOutOfRangeException>(() => reader.GetOrdinal("bgi")).Message.ShouldContain("'big'");
        Should.Throw<IndexOutOfRangeException>(() => reader.GetValue(7));
    }

    [Fact]
    public void Types_of_DuckDB_alone_have_a_form_where_there_is_one()
    {
        using var reader = Read("select 'b'::enum('a', 'b') as e, '0110111011'::bit as bits, timestamp_s '2024-01-01 00:00:01' as s, timestamp_ms '2024-01-01 00:00:00.002' as ms, timestamp_ns '2024-01-01 00:00:00.0000003' as ns, timestamp_ns '2024-01-01 00:00:00.000000001' as finer, '12:00:00+01'::timetz as tz");
        reader.GetValue(0).ShouldBe("b");
        reader.GetValue(1).ShouldBe("0110111011");
        reader.GetDateTime(2).ShouldBe(new DateTime(2024, 1, 1, 0, 0, 1, DateTimeKind.Unspecified));
        reader.GetDateTime(3).ShouldBe(new DateTime(2024, 1, 1, 0, 0, 0, 2, DateTimeKind.Unspecified));
        reader.GetDateTime(4).Ticks.ShouldBe(new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).Ticks + 3);
        Should.Throw<OverflowException>(() => reader.GetDateTime(5)).Message.ShouldContain("finer");
        Should.Throw<InvalidCastException>(() => reader.GetValue(6)).Message.ShouldContain("TIME WITH TIME ZONE");
    }

    [Fact]
    public void Lists_structs_and_maps_become_collections()
    {
        using var reader = Read("select [1, 2, null] as l, {'a': 1, 'b': ['x']} as s, map {'k': 1.5, 'n': null} as m, [1.5, 2.5]::double[2] as a, ['a', null] as t, [1, 2] as whole");
        reader.GetValue(0).ShouldBe(new object?[] { 1, 2, null });
        reader.GetFieldValue<List<int?>>(0).ShouldBe([1, 2, null]);
        Should.Throw<InvalidCastException>(() => reader.GetFieldValue<int[]>(0)).Message.ShouldContain("missing item");
        var record = (Dictionary<string, object?>)reader.GetValue(1);
        record["a"].ShouldBe(1);
        record["b"].ShouldBe(new object?[] { "x" });
        reader.GetFieldValue<Dictionary<object, object?>>(2).ShouldBe(new Dictionary<object, object?> { ["k"] = 1.5m, ["n"] = null });
        reader.GetFieldValue<double[]>(3).ShouldBe([1.5, 2.5]);
        reader.GetFieldValue<IReadOnlyList<string?>>(4).ShouldBe(["a", null]);
        reader.GetFieldValue<List<long>>(5).ShouldBe([1L, 2L]);
    }

    [Fact]
    public void Lists_are_read_right_in_every_row_and_part()
    {
        using var command = new DuckDbCommand("select range::int as n, case when range % 3 = 0 then null else range(range % 5) end as l, {'v': range} as s from range(5000)", _connection);
        using var reader = command.ExecuteReader();
        var n = 0;
        while (reader.Read())
        {
            reader.GetInt32(0).ShouldBe(n);
            reader.IsDBNull(1).ShouldBe(n % 3 == 0);
            if (n % 3 != 0)
            {
                reader.GetFieldValue<int[]>(1).ShouldBe(Enumerable.Range(0, n % 5));
            }

            ((Dictionary<string, object?>)reader[2])["v"].ShouldBe((long)n);
            n++;
        }

        n.ShouldBe(5000);
        Should.Throw<InvalidOperationException>(() => reader.GetInt32(0)).Message.ShouldContain("not at a row");
    }

    [Fact]
    public void Bytes_and_chars_are_copied_in_parts()
    {
        using var reader = Read("select 'abcdef'::blob as b, 'ghi' as t");
        var bytes = new byte[4];
        reader.GetBytes(0, 0, null, 0, 0).ShouldBe(6);
        reader.GetBytes(0, 4, bytes, 1, 3).ShouldBe(2);
        bytes.ShouldBe([0, (byte)'e', (byte)'f', 0]);
        var chars = new char[3];
        reader.GetChars(1, 1, chars, 0, 3).ShouldBe(2);
        new string(chars, 0, 2).ShouldBe("hi");
        using var stream = reader.GetStream(0);
        stream.ReadByte().ShouldBe('a');
    }

    [Fact]
    public void A_reader_tells_of_its_columns()
    {
        using var reader = Read("select 1.5::decimal(12,3) as amount, 'x' as note, [1] as items");
        var schema = reader.GetColumnSchema();
        schema.Select(column => $"{column.ColumnOrdinal} {column.ColumnName} {column.DataTypeName} {column.DataType?.Name} {column.NumericPrecision} {column.NumericScale}")
            .ShouldBe(["0 amount DECIMAL(12,3) Decimal 12 3", "1 note VARCHAR String  ", "2 items INTEGER[] Object[]  "]);
        var table = reader.GetSchemaTable()!;
        table.Rows[0][SchemaTableColumn.ColumnName].ShouldBe("amount");
        table.Rows[0][SchemaTableColumn.NumericPrecision].ShouldBe((short)12);
        ((IDataReader)reader).GetSchemaTable().ShouldNotBeNull();
        reader.CanGetColumnSchema().ShouldBeTrue();
    }

    [Fact]
    public void The_columns_alone_run_nothing()
    {
        using (var command = new DuckDbCommand("create table t(x int)", _connection))
        using (var reader = command.ExecuteReader(CommandBehavior.SchemaOnly))
        {
            reader.Read().ShouldBeFalse();
        }

        using (var command = new DuckDbCommand("select 1 as a, 'b' as b from range(1e12::bigint)", _connection))
        using (var reader = command.ExecuteReader(CommandBehavior.SchemaOnly))
        {
            reader.FieldCount.ShouldBe(2);
            reader.GetName(1).ShouldBe("b");
            reader.Read().ShouldBeFalse();
        }

        using var tables = new DuckDbCommand("select count(*) from duckdb_tables()", _connection);
        tables.ExecuteScalar().ShouldBe(0L);
    }

    [Fact]
    public void A_reader_may_close_its_connection()
    {
        using var command = new DuckDbCommand("select 1", _connection);
        command.ExecuteReader(CommandBehavior.CloseConnection).Dispose();
        _connection.State.ShouldBe(ConnectionState.Closed);
    }

    [Fact]
    public void Rows_are_enumerated_as_records()
    {
        using var command = new DuckDbCommand("select range from range(3)", _connection);
        using var reader = command.ExecuteReader();
        ((IEnumerable)reader).Cast<IDataRecord>().Select(record => record.GetInt64(0)).ToArray().ShouldBe([0, 1, 2]);
        reader.HasRows.ShouldBeTrue("it had some");
    }

    [Fact]
    public async Task Only_a_new_part_is_waited_for()
    {
        await using var command = new DuckDbCommand("select range from range(10000)", _connection);
        await using var reader = await command.ExecuteReaderAsync();
        var waits = 0;
        var rows = 0;
        while (true)
        {
            var next = reader.ReadAsync(CancellationToken.None);
            waits += next.IsCompleted ? 0 : 1;
            if (!await next)
            {
                break;
            }

            rows++;
        }

        rows.ShouldBe(10_000);
        waits.ShouldBeLessThanOrEqualTo(6);
    }

    [Fact]
    public async Task A_reader_that_is_read_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        await using var command = new DuckDbCommand("select range from range(1e12::bigint)", _connection);
        await using var reader = await command.ExecuteReaderAsync();
        var reading = Task.Run(async () =>
        {
            while (await reader.ReadAsync(cancellation.Token))
            {
            }
        });
        await cancellation.CancelAsync();
        var watch = Stopwatch.StartNew();
        await Should.ThrowAsync<OperationCanceledException>(reading);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    private DuckDbDataReader Read(string sql, params object[] values)
    {
        using var command = new DuckDbCommand(sql, _connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new DuckDbParameter(value));
        }

        var reader = command.ExecuteReader();
        reader.Read().ShouldBeTrue();
        return reader;
    }
}
