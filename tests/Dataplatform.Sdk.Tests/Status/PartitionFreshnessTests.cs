using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Status;
using Dataplatform.Sdk.Stores;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Status;

public sealed class PartitionFreshnessTests
{
    private static readonly DateTimeOffset Noon = new(2024, 1, 11, 12, 0, 0, TimeSpan.Zero);
    private static readonly RunId Run = RunId.New(TimeProvider.System);
    private static readonly AssetKey Days = new("a/days");
    private static readonly AssetKey Prices = new("a/prices");
    private static readonly AssetKey Rates = new("erp/rates");
    private static readonly AssetKey Orders = new("erp/orders");
    private static readonly PartitionsDefinition Daily = new(new TimeDimension("day", TimeCadence.Daily, "0 0 * * *", "2024-01-01"));

    private readonly AssetGraph _graph = new TestCatalog()
        .External("erp/rates")
        .External("erp/orders", partitions: Daily)
        .Rows("a/prices")
        .Query("a/inline", _ => default, ["a/prices"], asset => asset with { As = Sdk.Materialize.Ephemeral })
        .Step([TestCatalog.RowsOf("a/days")], _ => default, [.. ReadingOf("erp/orders", "erp/rates", "a/prices", "a/inline")], step => step with { Partitions = Daily })
        .Graph();

    private readonly Dictionary<AssetKey, CodeRecord> _code = [];
    private readonly Dictionary<AssetKey, PublishedAsset> _heads = [];
    private readonly Dictionary<AssetKey, AssetRecord> _records = [];
    private readonly PartitionFold _fold = new(static (_, _, _) => null);
    private long _position;

    [Fact]
    public void What_was_made_of_tables_queries_and_external_data_is_fresh()
    {
        Publish(Prices, "p1");
        Tell(Observed(Rates, "r1"));
        Tell(Observed(Orders, "o1", "2024-01-02"));
        MakeDays("2024-01-02", "2024-01-03");

        Stale().ShouldBeEmpty();
        Status(Orders).Materialized.Keys().Select(key => key.Text).ShouldBe(["2024-01-02"]);
        Status(Orders).Stale.IsEmpty.ShouldBeTrue("nobody makes it");
    }

    [Fact]
    public void Late_rows_make_those_stale_that_have_read_their_window()
    {
        MakeDays("2024-01-02", "2024-01-03", "2024-01-04");

        Tell(Observed(Orders, "o2", "2024-01-03"));
        Stale().ShouldBe(["2024-01-03"]);
        Status(Days).Reasons.ShouldHaveSingleItem().Reason.ShouldBe("erp/orders has changed since");

        MakeDays("2024-01-03");
        Tell(Observed(Orders, "o2", "2024-01-03"));
        Stale().ShouldBeEmpty("it is what was read");
    }

    [Fact]
    public void External_data_that_is_not_divided_concerns_all_that_have_read_it()
    {
        Tell(Observed(Rates, "r1"));
        MakeDays("2024-01-02");
        Tell(Observed(Rates, "r1"));
        Stale().ShouldBeEmpty();

        Tell(Observed(Rates, "r2"));
        MakeDays("2024-01-03");

        Stale().ShouldBe(["2024-01-02"]);
    }

    [Fact]
    public void A_query_that_changed_concerns_all_that_have_read_through_it_unless_another_compiler_made_it()
    {
        _code[new("a/inline")] = new CodeRecord("q1", "Debug", []);
        _code[Days] = new CodeRecord("c1", "Debug", []);
        MakeDays("2024-01-02");

        _code[new("a/inline")] = new CodeRecord("q2", "Debug", []);
        Stale().ShouldBe(["2024-01-02"]);

        _code[new("a/inline")] = new CodeRecord("q2", "Release", []);
        _code[Days] = new CodeRecord("c2", "Release", []);
        Stale().ShouldBeEmpty();
    }

    private static IEnumerable<Catalog.InputDefinition> ReadingOf(params string[] keys) => keys.Select(TestCatalog.Reading);

    private static RunEvent.AssetObserved Observed(AssetKey key, string version, params string[] days) => new(Run, Noon, key, version, TimeSpan.Zero, new Dictionary<string, MetadataValue>())
    {
        Partitions = [.. days.Select(day => new MaterializedPartition(Place(day), null) { DataVersion = version })],
    };

    private static PartitionPlace Place(string day) => new(new PartitionKey(day)) { Start = Day.Parse(day).Date.DayNumber * 86_400L - 62_135_596_800L, Series = string.Empty };

    private void MakeDays(params string[] days)
    {
        var book = VersionBook.Of(_graph, Published());
        AssetKey[] inputs = [Rates, Prices, new("a/inline")];
        foreach (var day in days)
        {
            Tell(new RunEvent.StepStarted(Run, Noon, "days", [Days]) { Partitions = [Place(day)] });
            Tell(new RunEvent.AssetMaterialized(Run, Noon, Days, $"v{_position}", 1, null, TimeSpan.Zero, new Dictionary<string, MetadataValue>())
            {
                CodeVersion = _code.GetValueOrDefault(Days)?.Version,
                CodeBuild = _code.GetValueOrDefault(Days)?.Build,
                Inputs = [.. inputs.SelectMany(key => book.ReadBySlice(_graph, key, _code.GetValueOrDefault, null)).DistinctBy(input => input.Key)],
                Partitions = [new MaterializedPartition(Place(day), 1) { DataVersion = "d" }],
            });
        }
    }

    private void Publish(AssetKey key, string version)
    {
        Tell(new RunEvent.AssetMaterialized(Run, Noon, key, version, 1, null, TimeSpan.Zero, new Dictionary<string, MetadataValue>()) { DataVersion = version });
        _heads[key] = new PublishedAsset(key, version, Run, Noon, 1) { DataVersion = version };
    }

    private void Tell(RunEvent told)
    {
        var logged = new LoggedEvent(++_position, told);
        _fold.Apply(logged);
        foreach (var key in AssetRecord.KeysOf(told))
        {
            _records[key] = AssetRecord.Apply(_records.GetValueOrDefault(key), key, logged);
        }
    }

    private Publications Published() => new(_heads, _records);

    private IReadOnlyList<string> Stale() => [.. Status(Days).Stale.Keys().Select(key => key.Text)];

    private PartitionStatus Status(AssetKey key) => PartitionFreshness.Of(
        _graph, new PartitionBook(_graph, PartitionSnapshot.At(Noon)), asset => [.. _fold.Changed.Where(chunk => chunk.Asset == asset)], [], Published(), _code.GetValueOrDefault)[key];
}
