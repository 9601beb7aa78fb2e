using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Tests.Store.Slices;

/// <summary>What is in the database beside what is published: what the contract of stores cannot see.</summary>
public sealed class SliceStorageTests : StoreTest
{
    [Fact]
    public async Task All_partitions_are_in_one_table_and_the_public_name_shows_the_columns_of_the_contract()
    {
        await PublishAsync(1, 2);
        await PublishAsync(2, 3);

        Relations().Count.ShouldBe(2, "the rows, and the heads");
        Ask("select count(*) from sales.orders").ShouldBe([[5L]]);
        Ask("select column_name from information_schema.columns where table_schema = 'sales' order by ordinal_position").ShouldBe([["day"], ["publication"], ["id"]]);
        Versions().ShouldBe([["partitioned table", 5L, 2L]]);
    }

    [Fact]
    public async Task What_is_replaced_goes_with_what_replaces_it()
    {
        await PublishAsync(1, 2);
        await PublishAsync(2, 3);
        await PublishAsync(1, 4, publication: 2);

        Rows().ShouldBe(7);
        Unpublished().ShouldBe(0);
    }

    [Fact]
    public async Task What_is_replaced_waits_for_those_who_read_it_and_for_nobody_else()
    {
        await PublishAsync(1, 2);
        await PublishAsync(2, 3);
        var first = await BeginAsync();
        await using var second = await BeginAsync();
        await BindAsync(first, 1);
        await BindAsync(second, 2);

        await PublishAsync(1, 4, publication: 2);
        (Rows(), Unpublished()).ShouldBe((9, 1));
        await PublishAsync(1, 1, publication: 3);
        (Rows(), Unpublished()).ShouldBe((6, 1), "nobody reads the second publication");
        await first.DisposeAsync();

        (Rows(), Unpublished()).ShouldBe((4, 0));
    }

    [Fact]
    public async Task A_stage_that_is_discarded_leaves_nothing()
    {
        await using (var session = await BeginAsync())
        {
            await StageAsync(session, 1, 5);
            Relations().Count.ShouldBe(2);
        }

        Relations().ShouldBeEmpty();
        Ask("from _dataplatform.versions").ShouldBeEmpty();
        await PublishAsync(1, 2);
        await using (var session = await BeginAsync())
        {
            await StageAsync(session, 1, 5);
            (Rows(), Unpublished()).ShouldBe((7, 1));
        }

        (Rows(), Unpublished()).ShouldBe((2, 0));
    }

    [Fact]
    public async Task A_stage_that_fails_leaves_nothing()
    {
        await PublishAsync(1, 2);
        await using var session = await BeginAsync();

        await Should.ThrowAsync<DataplatformException>(session.StageRowsAsync(
            new StageTarget(Orders) { Slice = Days.Slice(1) }, RowCodecs.Get<Sale>(), Sale.Of(2, 3).ToAsyncEnumerable(), CancellationToken.None).AsTask());

        (Rows(), Unpublished()).ShouldBe((2, 0));
    }

    [Fact]
    public async Task Sessions_that_begin_at_once_stage_into_one_version()
    {
        var first = await BeginAsync();
        var second = await BeginAsync();
        var one = await StageAsync(first, 1, 1);
        await StageAsync(second, 2, 1);
        Relations().Count.ShouldBe(2);

        await second.DisposeAsync();
        await first.PublishAsync([one], CancellationToken.None);
        await first.DisposeAsync();

        (Rows(), Unpublished(), Relations().Count).ShouldBe((1, 0, 2));
    }

    [Fact]
    public async Task Stages_of_a_dead_process_are_dropped_at_open()
    {
        await PublishAsync(1, 2);
        await using var session = await BeginAsync();
        await StageAsync(session, 1, 5);
        await session.StageRowsAsync(new StageTarget(Totals) { Slice = Days.Slice(1) }, RowCodecs.Get<Sale>(), Sale.Of(1, 3).ToAsyncEnumerable(), CancellationToken.None);
        Ask("update _dataplatform.slices set owner = 'somebody else'");
        Ask("update _dataplatform.versions set owner = uuid() where published_at is null");
        Relations().Count.ShouldBe(4);

        await ReopenAsync();

        (Rows(), Unpublished(), Relations().Count).ShouldBe((2, 0, 2));
        await PublishAsync(2, 1);
        Rows().ShouldBe(3);
    }

    [Fact]
    public async Task What_a_dead_process_read_goes_at_open()
    {
        await PublishAsync(1, 2);
        await PublishAsync(2, 3);
        Ask("insert into _dataplatform.slices select relation, 1, version, null, null, null, 'somebody else' from _dataplatform.versions");
        Ask("update _dataplatform.\"" + Table() + "/heads\" set id = null where partition = '2024-01-02'");

        await ReopenAsync();

        (Rows(), Unpublished()).ShouldBe((3, 0));
    }

    [Fact]
    public async Task What_is_removed_goes_with_it()
    {
        await PublishAsync(1, 2);
        await PublishAsync(2, 3);
        await Store.WipeAsync(Orders, [Days.Key(1)], CancellationToken.None);
        (Rows(), Unpublished()).ShouldBe((3, 0));
        await Store.WipeAsync(Orders, [Days.Key(2)], CancellationToken.None);

        Relations().ShouldBeEmpty();
        Ask("from _dataplatform.versions").ShouldBeEmpty();
        Ask("from _dataplatform.slices").ShouldBeEmpty();
        Ask("select count(*) from information_schema.tables where table_schema = 'sales'").ShouldBe([[0L]]);
    }

    [Fact]
    public async Task A_version_that_gave_way_waits_for_its_readers_and_its_stages()
    {
        await PublishAsync(1, 2);
        var reader = await BeginAsync();
        await BindAsync(reader, 1);
        var writer = await BeginAsync();
        await StageAsync(writer, 2, 1);
        await PublishAsync(Orders, Some(3));
        Relations().Count.ShouldBe(3);

        await reader.DisposeAsync();
        Relations().Count.ShouldBe(3);
        await writer.DisposeAsync();

        Relations().Count.ShouldBe(1);
        Ask("from _dataplatform.slices").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_public_name_shows_a_new_column_with_the_first_publication_that_has_it()
    {
        await PublishAsync(1, 2);
        await using var session = await BeginAsync();
        var target = new StageTarget(Orders) { Slice = new PartitionSlice([new SlicedPartition(new("other"), [])]), Write = new WritePolicy { OnSchemaChange = SchemaChange.AppendNewColumns } };
        var staged = await session.StageRowsAsync(target, Order.Codec, Some(1).ToAsyncEnumerable(), CancellationToken.None).AsTask().ShouldThrowAsync<DataplatformException>();
        staged.Message.ShouldContain("'order_id'");

        var wider = new RowSchema("Sale", [.. RowCodecs.Get<Sale>().Schema.Columns, new ColumnSchema("note", new ColumnType(ColumnKind.Text), true, "Note")]);
        var asked = await session.StageQueryAsync(target, wider, new SqlQuery("select date '2024-01-09' as day, 1 as publication, 1 as id, 'new' as note", []), CancellationToken.None);
        Ask("select * from sales.orders").Select(row => row.Length).Distinct().ShouldBe([3]);
        await session.PublishAsync([asked], CancellationToken.None);

        Ask("select note from sales.orders order by id, day").ShouldBe([[null], ["new"], [null]]);
    }

    [Fact]
    public async Task A_contract_may_not_have_the_hidden_column()
    {
        await using var session = await BeginAsync();
        var schema = new RowSchema("Sale", [new ColumnSchema("_partition", new ColumnType(ColumnKind.Text), true, "_Partition")]);

        var error = await Should.ThrowAsync<DataplatformException>(session.StageQueryAsync(new StageTarget(Orders) { Slice = Days.Slice(1) }, schema, new SqlQuery("select 1", []), CancellationToken.None).AsTask());

        error.Message.ShouldBe("'Sale._Partition' is the column '_partition', in which the store notes the partition of each row of 'sales/orders'. Give it another name.");
    }

    private async Task PublishAsync(int day, int count, long publication = 1)
    {
        await using var session = await BeginAsync();
        await session.PublishAsync([await StageAsync(session, day, count, publication)], CancellationToken.None);
    }

    private static Task<StagedAsset> StageAsync(IStoreSession session, int day, int count, long publication = 1) =>
        session.StageRowsAsync(new StageTarget(Orders) { Slice = Days.Slice(day) }, RowCodecs.Get<Sale>(), Sale.Of(day, count, publication).ToAsyncEnumerable(), CancellationToken.None).AsTask();

    private static async Task BindAsync(IStoreSession session, int day) =>
        (await session.BindAsync(new InputBinding.Published(Orders, "orders") { Partitions = [Days.Key(day)] }, CancellationToken.None)).ShouldBeTrue();

    private string Table() => (string)Ask("select relation from _dataplatform.versions where key = 'sales/orders' and kind = 'partitioned table'")[0][0]!;

    private long Rows() => (long)Ask($"select count(*) from _dataplatform.\"{Table()}\"")[0][0]!;

    private long Unpublished() => (long)Ask("select count(*) from _dataplatform.slices")[0][0]!;

    private IReadOnlyList<object?[]> Versions() => Ask("select kind, rows, partitions from _dataplatform.versions");
}
