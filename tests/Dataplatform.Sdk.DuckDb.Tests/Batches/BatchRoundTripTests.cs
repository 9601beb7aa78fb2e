using Dataplatform.Sdk.DuckDb.Batches;
using Dataplatform.Sdk.DuckDb.Interop;
using Dataplatform.Sdk.DuckDb.Tests.Contracts;

namespace Dataplatform.Sdk.DuckDb.Tests.Batches;

public sealed class BatchRoundTripTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(new DuckDbOpenOptions());
    private readonly DuckDbConnection _connection;

    public BatchRoundTripTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    public static TheoryData<ColumnKind, int, int, object[]> Values => new()
    {
        { ColumnKind.Boolean, 0, 0, [true, false] },
        { ColumnKind.Int8, 0, 0, [sbyte.MinValue, (sbyte)0, sbyte.MaxValue] },
        { ColumnKind.Int16, 0, 0, [short.MinValue, short.MaxValue] },
        { ColumnKind.Int32, 0, 0, [int.MinValue, int.MaxValue] },
        { ColumnKind.Int64, 0, 0, [long.MinValue, long.MaxValue] },
        { ColumnKind.Int128, 0, 0, [Int128.MinValue + 1, Int128.MaxValue, (Int128)(-1)] },
        { ColumnKind.UInt8, 0, 0, [byte.MinValue, byte.MaxValue] },
        { ColumnKind.UInt16, 0, 0, [ushort.MinValue, ushort.MaxValue] },
        { ColumnKind.UInt32, 0, 0, [uint.MinValue, uint.MaxValue] },
        { ColumnKind.UInt64, 0, 0, [ulong.MinValue, ulong.MaxValue] },
        { ColumnKind.UInt128, 0, 0, [UInt128.MinValue, UInt128.MaxValue, (UInt128)ulong.MaxValue + 1] },
        { ColumnKind.Single, 0, 0, [float.MinValue, float.NaN, float.PositiveInfinity, -0f] },
        { ColumnKind.Double, 0, 0, [double.MinValue, double.Epsilon, double.NegativeInfinity] },
        { ColumnKind.Decimal, 4, 2, [-99.99m, 0m, 0.01m] },
        { ColumnKind.Decimal, 9, 3, [-999999.999m, 1m] },
        { ColumnKind.Decimal, 18, 0, [999999999999999999m, -1m] },
        { ColumnKind.Decimal, 28, 10, [-999999999999999999.9999999999m, 1.5m] },
        { ColumnKind.Decimal, 38, 10, [792281625142643375.9354395033m] },
        { ColumnKind.Text, 0, 0, ["", "twelve bytes", "thirteen char", "🦆", "é🦆é🦆é🦆é", "a\0b", "\0", new string('x', 1_000_000), new string('日', 100_000)] },
        { ColumnKind.Bytes, 0, 0, [Array.Empty<byte>(), new byte[] { 0 }, new byte[12], new byte[13], new byte[1_000_000]] },
        { ColumnKind.Uuid, 0, 0, [Guid.Empty, Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff"), Guid.Parse("01234567-89ab-cdef-0123-456789abcdef")] },
        { ColumnKind.Date, 0, 0, [DateOnly.MinValue, DateOnly.MaxValue, new DateOnly(1970, 1, 1)] },
        { ColumnKind.Time, 0, 0, [TimeOnly.MinValue, new TimeOnly(23, 59, 59, 999, 999)] },
        { ColumnKind.Timestamp, 0, 0, [DateTime.MinValue, new DateTime(9999, 12, 31, 23, 59, 59, 999, 999), new DateTime(1969, 12, 31, 23, 59, 59)] },
        { ColumnKind.Instant, 0, 0, [DateTimeOffset.MinValue, new DateTimeOffset(2024, 6, 1, 0, 0, 0, TimeSpan.Zero)] },
        { ColumnKind.Interval, 0, 0, [TimeSpan.Zero, TimeSpan.FromMicroseconds(-1), TimeSpan.FromDays(400)] },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void Every_kind_comes_back_as_it_was_between_missing_values(ColumnKind kind, int precision, int scale, object[] values)
    {
        var codec = Cell.Codec(new ColumnType(kind, precision, scale));
        var cells = values.SelectMany(value => new[] { new Cell(value), new Cell(null) }).Prepend(new Cell(null)).ToArray();

        RoundTrip(codec, cells).Select(cell => cell.Value).ShouldBe(cells.Select(cell => cell.Value));
    }

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void DuckDB_reads_the_values_as_its_own(ColumnKind kind, int precision, int scale, object[] values)
    {
        var codec = Cell.Codec(new ColumnType(kind, precision, scale));
        _ = RoundTrip(codec, [.. values.Select(value => new Cell(value))]);
        if (kind == ColumnKind.Interval)
        {
            // An interval has no cell form, because it may have months.
            values = [.. values.Cast<TimeSpan>().Select(span => (object)(long)span.TotalMicroseconds)];
            _connection.Execute("create or replace table t as select epoch_us(value) as value from t");
        }

        _connection.Query("select value from t").Select(row => row[0]).ShouldBe(values);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(10_000)]
    public void Any_number_of_rows_comes_back_in_order(int count)
    {
        var codec = Cell.Codec(new ColumnType(ColumnKind.Text));
        var cells = Enumerable.Range(0, count).Select(i => new Cell(i % 7 == 0 ? null : $"row number {i} of all")).ToArray();
        RoundTrip(codec, cells).ShouldBe(cells);
    }

    [Fact]
    public void Strings_of_a_batch_do_not_overwrite_each_other_across_blocks()
    {
        var codec = Cell.Codec(new ColumnType(ColumnKind.Text));
        var cells = Enumerable.Range(0, 2048).Select(i => new Cell(new string((char)('a' + (i % 26)), 13 + (i * 37 % 90_000)))).ToArray();
        RoundTrip(codec, cells).ShouldBe(cells);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_by_name()
    {
        var codec = Cell.Codec(new ColumnType(ColumnKind.Text));
        Should.Throw<DataplatformException>(() => RoundTrip(codec, [new Cell("\ud83e")])).Message.ShouldContain("column 'value' ('Cell.Value')");
        Should.Throw<DataplatformException>(() => RoundTrip(codec, [new Cell("a long text with \ud83e in the middle")])).Message.ShouldContain("surrogate");
    }

    [Fact]
    public void A_column_is_not_written_with_another_width()
    {
        using var batch = new DuckDbBatchWriter(Cell.Codec(new ColumnType(ColumnKind.Int64)).Schema);
        Should.Throw<ArgumentException>(() => batch.Values<int>(0).Length).Message.ShouldContain("8 bytes");
    }

    [Fact]
    public void A_missing_value_where_the_contract_knows_none_is_refused()
    {
        var reader = new DuckDbBatchReader(Cell.Codec(new ColumnType(ColumnKind.Int64), isNullable: false).Schema, "the asset 'a/b'");
        using var statement = _connection.Prepare("select case when range = 2000 then null else range end from range(2048)");
        using var stream = statement.Stream(CancellationToken.None);
        using var chunk = stream.Next(CancellationToken.None)!;
        Should.Throw<DataplatformException>(() => reader.Attach(chunk)).Message
            .ShouldBe("Column 'value' of the asset 'a/b' holds a missing value, but 'Cell.Value' is not nullable. Make the member nullable, or filter or replace the missing values.");
    }

    [Fact]
    public void Constant_and_dictionary_vectors_are_read_too()
    {
        using var statement = _connection.Prepare("select 'a constant that is long' as value from range(10)");
        using var stream = statement.Stream(CancellationToken.None);
        using var chunk = stream.Next(CancellationToken.None)!;
        var codec = Cell.Codec(new ColumnType(ColumnKind.Text));
        var reader = new DuckDbBatchReader(codec.Schema, "x");
        reader.Attach(chunk);
        var rows = new Cell[reader.Count];
        codec.Read(reader, rows);
        rows.ShouldAllBe(row => (string)row.Value! == "a constant that is long");
    }

    private List<Cell> RoundTrip(RowCodec<Cell> codec, Cell[] cells)
    {
        var type = DuckDbDialect.Instance.TypeName(codec.Schema.Columns[0].Type);
        _connection.Execute($"create or replace table t (value {type})");
        using (var appender = DuckDbAppender.Create(_connection, "main", "t"))
        using (var batch = new DuckDbBatchWriter(codec.Schema))
        {
            foreach (var part in cells.Chunk(RowCodec.BatchSize))
            {
                batch.Begin();
                codec.Write(part, batch);
                appender.Append(batch.Complete(part.Length));
            }

            appender.Close();
        }

        var rows = new List<Cell>();
        var reader = new DuckDbBatchReader(codec.Schema, "the table t");
        using var statement = _connection.Prepare("select value from t");
        using var stream = statement.Stream(CancellationToken.None);
        while (stream.Next(CancellationToken.None) is { } chunk)
        {
            using (chunk)
            {
                reader.Attach(chunk);
                var part = new Cell[reader.Count];
                codec.Read(reader, part);
                rows.AddRange(part);
            }
        }

        return rows;
    }
}
