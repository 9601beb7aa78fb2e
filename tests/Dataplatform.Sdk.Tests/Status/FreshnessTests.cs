using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Runs;
using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Status;
using Dataplatform.Sdk.Stores;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Status;

public sealed class FreshnessTests
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 17, 12, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, CodeRecord> _code = [];
    private readonly Dictionary<AssetKey, PublishedAsset> _heads = [];
    private readonly Dictionary<AssetKey, AssetRecord> _records = [];
    private readonly AssetGraph _graph = new TestCatalog()
        .External("erp/orders")
        .Rows("a/raw", ["erp/orders"])
        .Query("a/view", _ => default, ["a/raw"], asset => asset with { As = Sdk.Materialize.View })
        .Query("a/inline", _ => default, ["a/view"], asset => asset with { As = Sdk.Materialize.Ephemeral })
        .Rows("a/report", ["a/inline"])
        .Rows("a/mart", ["a/raw"])
        .Effect("a/mail", ["a/mart"])
        .Graph();

    private int _versions;

    [Fact]
    public void What_was_never_materialized_is_missing()
    {
        Materialize("a/raw");

        State("a/raw").ShouldBe(Freshness.Fresh);
        State("a/mart").ShouldBe(Freshness.Missing);
        State("a/inline").ShouldBe(Freshness.NotKept);
        State("erp/orders").ShouldBe(Freshness.NotKept);
        Report().Explain(new("a/mart")).ShouldBe("never materialized");
    }

    [Fact]
    public void What_was_just_computed_is_fresh()
    {
        MaterializeAll();

        Report().Assets.Values.Where(asset => asset.NeedsWork).ShouldBeEmpty();
    }

    [Fact]
    public void Changed_code_names_its_part_and_reaches_everything_behind_it()
    {
        _code["a/raw"] = Code("1", ("method Raw", "x"), ("calls Prices.Round", "y"));
        MaterializeAll();

        _code["a/raw"] = Code("2", ("method Raw", "x"), ("calls Prices.Round", "z"));

        Report().Explain(new("a/raw")).ShouldBe("its code changed: calls Prices.Round");
        Report().Explain(new("a/mart")).ShouldBe("a/raw is stale: its code changed: calls Prices.Round");
        Report().Explain(new("a/report")).ShouldBe("a/raw is stale: its code changed: calls Prices.Round");
        State("a/view").ShouldBe(Freshness.Fresh, "a view shows what its inputs hold");
    }

    [Fact]
    public void Parts_that_came_and_went_are_named()
    {
        _code["a/mart"] = Code("1", ("method Mart", "x"), ("calls Old", "y"));
        MaterializeAll();

        _code["a/mart"] = Code("2", ("method Mart", "x"), ("calls New", "y"));

        Report().Explain(new("a/mart")).ShouldBe("its code changed: calls New is new, calls Old is gone");
    }

    [Fact]
    public void Another_build_is_noted_and_makes_nothing_stale()
    {
        _code["a/mart"] = Code("1", ("method Mart", "x")) with { Build = "Debug" };
        MaterializeAll();

        _code["a/mart"] = Code("2", ("method Mart", "y")) with { Build = "Release" };

        State("a/mart").ShouldBe(Freshness.Fresh);
        Report().Assets[new("a/mart")].Note.ShouldBe("compiled otherwise than what computed it (Debug; now Release), so that its code cannot be compared");
    }

    [Fact]
    public void What_no_compiler_touches_is_compared_across_builds()
    {
        _code["a/mart"] = new CodeRecord("1", "Debug", [new("contract Item", "x", IsCompiled: false), new("method Mart", "x", IsCompiled: true)]);
        MaterializeAll();

        _code["a/mart"] = new CodeRecord("2", "Release", [new("contract Item", "y", IsCompiled: false), new("method Mart", "y", IsCompiled: true)]);

        Report().Explain(new("a/mart")).ShouldBe("its code changed: contract Item");
    }

    [Fact]
    public void An_input_that_was_materialized_since_makes_stale()
    {
        MaterializeAll();
        Materialize("a/raw");

        Report().Explain(new("a/mart")).ShouldBe("a/raw has changed since");
        Report().Explain(new("a/report")).ShouldBe("a/raw has changed since");
    }

    [Fact]
    public void An_input_with_the_same_data_stops_the_wave()
    {
        Materialize("a/raw", data: "same");
        Materialize("a/view");
        Materialize("a/mart");
        Materialize("a/report");
        Materialize("a/raw", data: "same");

        State("a/mart").ShouldBe(Freshness.Fresh);
        State("a/report").ShouldBe(Freshness.Fresh, "through a view and an inlined query too");
    }

    [Fact]
    public void A_query_that_changed_makes_its_readers_stale()
    {
        _code["a/inline"] = Code("1");
        MaterializeAll();

        _code["a/inline"] = Code("2");

        Report().Explain(new("a/report")).ShouldBe("the query a/inline changed");
        State("a/mart").ShouldBe(Freshness.Fresh);
    }

    [Fact]
    public void A_lost_log_says_so_instead_of_guessing()
    {
        MaterializeAll();
        _records.Clear();

        Report().Explain(new("a/mart")).ShouldBe("nothing is known of what it was computed from");
    }

    [Fact]
    public void An_effect_is_kept_by_the_log_alone()
    {
        State("a/mail").ShouldBe(Freshness.Missing);

        MaterializeAll();

        State("a/mail").ShouldBe(Freshness.Fresh);
    }

    [Fact]
    public void The_least_work_is_planned_with_its_reasons()
    {
        MaterializeAll();
        Materialize("a/raw");

        var work = new StaleWork(_graph, AssetSelection.All, Report());

        work.Plan!.Steps.Select(step => $"{step.Assets[0].Key}: {step.Reason}").ShouldBe(["a/mart: stale: a/raw has changed since", "a/report: stale: a/raw has changed since"]);
        new StaleWork(_graph, AssetSelection.Parse("key:\"a/raw\""), Report()).Plan.ShouldBeNull();
    }

    [Fact]
    public void Inherited_work_is_dropped_if_the_input_comes_out_as_it_was()
    {
        _code["a/raw"] = Code("1");
        Materialize("a/raw", data: "same");
        Materialize("a/view");
        Materialize("a/mart");
        Materialize("a/report");
        _code["a/raw"] = Code("2");
        var work = new StaleWork(_graph, AssetSelection.All, Report());

        var same = new VersionBook();
        same.Put(new("a/raw"), "other", "same");
        var changed = new VersionBook();
        changed.Put(new("a/raw"), "other", "new");

        work.WhyFresh(new("a/mart"), same).ShouldBe("fresh: what it reads came out as it was");
        work.WhyFresh(new("a/report"), same).ShouldNotBeNull();
        work.WhyFresh(new("a/mart"), changed).ShouldBeNull();
        work.WhyFresh(new("a/raw"), same).ShouldBeNull("its own code changed");
    }

    private static CodeRecord Code(string version, params (string Name, string Hash)[] parts) =>
        new(version, "Debug", [.. parts.Select(part => new CodePartRecord(part.Name, part.Hash, IsCompiled: true))]);

    private Freshness State(string key) => Report().Assets[new(key)].State;

    private FreshnessReport Report() => FreshnessRules.Of(_graph, new Publications(_heads, _records), CodeOf);

    private CodeRecord? CodeOf(AssetKey key) => _code.GetValueOrDefault(key.Path);

    private void MaterializeAll()
    {
        foreach (var asset in _graph.Assets)
        {
            if (!asset.Definition.IsExternal && asset.Definition.As != Sdk.Materialize.Ephemeral)
            {
                Materialize(asset.Key.Path);
            }
        }
    }

    /// <summary>What a run does to the store and the log.</summary>
    private void Materialize(string path, string? data = null)
    {
        var key = new AssetKey(path);
        var version = $"v{++_versions}";
        var run = new RunId("run");
        var book = new VersionBook();
        foreach (var (head, published) in _heads)
        {
            book.Put(head, published.Version, _records.GetValueOrDefault(head)?.Latest?.DataVersion);
        }

        var done = new RunEvent.AssetMaterialized(run, Noon, key, version, 1, 8, TimeSpan.FromSeconds(1), new Dictionary<string, MetadataValue>())
        {
            CodeVersion = CodeOf(key)?.Version,
            CodeBuild = CodeOf(key)?.Build,
            Code = CodeOf(key),
            DataVersion = data,
            Inputs = [.. _graph[key].Step.Inputs.SelectMany(input => book.Read(_graph, input.Key, of => CodeOf(of)?.Version, null)).DistinctBy(input => input.Key)],
        };
        _records[key] = AssetRecord.Apply(_records.GetValueOrDefault(key), key, new LoggedEvent(_versions, done));
        if (_graph[key].Definition.Kind != ValueKind.Effect)
        {
            _heads[key] = new PublishedAsset(key, version, run, Noon, 1);
        }
    }
}
