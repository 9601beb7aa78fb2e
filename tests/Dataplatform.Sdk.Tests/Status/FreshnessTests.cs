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
        State("a/raw").ShouldBe(Freshness.Stale, "it reads something, too");
        State("a/view").ShouldBe(Freshness.Fresh, "it shows what its inputs hold");
    }

    [Fact]
    public void Code_that_a_dead_process_did_not_tell_is_not_taken_for_todays()
    {
        var graph = new TestCatalog().Rows("d/source").Graph();
        _code["d/source"] = Code("1");
        var head = _heads[new("d/source")] = new PublishedAsset(new("d/source"), "v1", new RunId("run"), Noon, 1);
        _records[head.Key] = AssetRecord.Apply(null, head.Key, new LoggedEvent(1, new RunEvent.AssetMaterialized(head.RunId, Noon, head.Key, "v1", 1, null, TimeSpan.Zero, new Dictionary<string, MetadataValue>())));

        Report(graph).Explain(head.Key).ShouldBe("nothing is known of how it was computed");
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

    [Fact]
    public void A_view_has_the_text_of_what_is_written_into_it()
    {
        var graph = Inlining();
        _code["b/inner"] = Code("1");
        MaterializeAll(graph);

        _code["b/inner"] = Code("2");

        var report = Report(graph);
        report.Explain(new("b/view")).ShouldBe("the query b/inner changed");
        report.Assets[new("b/view")].NeedsWork.ShouldBeTrue();
        report.Explain(new("b/table")).ShouldBe("the query b/inner changed");
    }

    [Fact]
    public void What_read_a_view_of_old_code_is_stale_until_it_reads_the_new_one()
    {
        var graph = Inlining();
        (_code["b/inner"], _code["b/view"]) = (Code("1"), Code("1"));
        MaterializeAll(graph);

        (_code["b/inner"], _code["b/view"]) = (Code("2"), Code("2"));
        Materialize(graph, "b/table");
        Materialize(graph, "b/view");

        Report(graph).Explain(new("b/table")).ShouldBe("the query b/view changed");
        Materialize(graph, "b/table");
        Report(graph).Explain(new("b/table")).ShouldBeNull();
    }

    [Fact]
    public void What_was_written_into_an_old_view_was_read_as_it_was()
    {
        var graph = Inlining();
        _code["b/inner"] = Code("1");
        MaterializeAll(graph);

        _code["b/inner"] = Code("2");
        Materialize(graph, "b/table");
        Materialize(graph, "b/view");

        Report(graph).Explain(new("b/table")).ShouldBe("the query b/inner changed");
    }

    [Fact]
    public void An_input_that_appears_is_no_input_that_came_out_as_it_was()
    {
        var graph = new TestCatalog()
            .Rows("c/optional")
            .Rows("c/required")
            .Step([TestCatalog.RowsOf("c/reader")], step => step.RowsAsync(0, [new Item(1)]), [TestCatalog.Reading("c/optional") with { IsOptional = true }, TestCatalog.Reading("c/required")])
            .Graph();
        Materialize(graph, "c/required", data: "same");
        Materialize(graph, "c/reader", except: "c/optional");
        var work = new StaleWork(graph, AssetSelection.All, Report(graph));
        work.Keys.ShouldBe([new("c/optional"), new("c/reader")]);

        var book = new VersionBook();
        book.Put(new("c/required"), "v1", "same");
        book.Put(new("c/optional"), "v9", "new");

        work.WhyFresh(new("c/reader"), book).ShouldBeNull("it has not read c/optional yet");
    }

    [Fact]
    public void Another_place_of_an_external_asset_makes_its_readers_stale()
    {
        _code["erp/orders"] = Code("1");
        MaterializeAll();

        _code["erp/orders"] = Code("2");

        State("erp/orders").ShouldBe(Freshness.NotKept);
        Report().Explain(new("a/raw")).ShouldBe("the place of erp/orders changed");
    }

    [Fact]
    public void A_version_that_the_log_does_not_know_as_the_latest_is_stale()
    {
        _code["a/raw"] = Code("1");
        MaterializeAll();
        _heads[new("a/raw")] = _heads[new("a/raw")] with { Version = "restored" };

        Report().Explain(new("a/raw")).ShouldBe("another version is published than the log knows");
    }

    [Fact]
    public void What_its_method_leaves_out_is_not_missing_until_code_or_inputs_change()
    {
        var graph = LeavingOut();
        _code["c/some"] = Code("1", ("method Some", "x"));
        Materialize(graph, "c/raw", data: "d1");
        LeaveOut(graph, "c/some");

        Report(graph).Assets[new("c/some")].State.ShouldBe(Freshness.LeftOut);
        Report(graph).Assets[new("c/some")].Note.ShouldBe("its method left it out");
        Report(graph).Assets[new("c/needs")].State.ShouldBe(Freshness.LeftOut, "its step would be skipped");
        Report(graph).Assets[new("c/needs")].Note.ShouldBe("'c/some' was left out");
        Report(graph).Assets[new("c/through")].State.ShouldBe(Freshness.LeftOut, "through a query as well");
        Report(graph).Assets[new("c/may")].State.ShouldBe(Freshness.Missing, "it can do without");
        new StaleWork(graph, AssetSelection.All, Report(graph)).Keys.ShouldBe([new("c/may")]);

        Materialize(graph, "c/raw", data: "d2");
        Report(graph).Explain(new("c/some")).ShouldBe("c/raw has changed since");
        Report(graph).Assets[new("c/needs")].State.ShouldBe(Freshness.Missing, "now it may come");

        LeaveOut(graph, "c/some");
        _code["c/some"] = Code("2", ("method Some", "y"));
        Report(graph).Explain(new("c/some")).ShouldBe("its code changed");

        Materialize(graph, "c/some");
        Report(graph).Assets[new("c/some")].State.ShouldBe(Freshness.Fresh);
    }

    [Fact]
    public void A_version_that_stands_because_the_next_one_was_left_out_is_judged_by_that()
    {
        var graph = LeavingOut();
        Materialize(graph, "c/raw", data: "d1");
        Materialize(graph, "c/some");
        Materialize(graph, "c/raw", data: "d2");
        Report(graph).Explain(new("c/some")).ShouldBe("c/raw has changed since");

        LeaveOut(graph, "c/some");
        Materialize(graph, "c/may", except: "c/some");

        Report(graph).Assets[new("c/some")].State.ShouldBe(Freshness.Fresh);
        Report(graph).Assets[new("c/some")].Note.ShouldBe("its method left it out");
        Report(graph).Assets[new("c/may")].State.ShouldBe(Freshness.Fresh, "it was computed without it");
    }

    [Fact]
    public void What_was_wiped_is_missing_whatever_was_left_out_before()
    {
        var graph = LeavingOut();
        Materialize(graph, "c/raw");
        LeaveOut(graph, "c/some");
        var key = new AssetKey("c/some");
        _records[key] = AssetRecord.Apply(_records[key], key, new LoggedEvent(++_versions, new RunEvent.AssetWiped(new RunId("act"), Noon, key)));

        Report(graph).Assets[key].State.ShouldBe(Freshness.Missing);
    }

    [Fact]
    public void A_reader_is_stale_when_the_external_asset_was_observed_with_other_data_since()
    {
        Observe("erp/orders", "v1");
        MaterializeAll();
        Report().Assets.Values.Where(asset => asset.NeedsWork).ShouldBeEmpty();

        Observe("erp/orders", "v1");
        Report().Assets.Values.Where(asset => asset.NeedsWork).ShouldBeEmpty("the data is the same");
        Observe("erp/orders", "v2");

        Report().Explain(new("a/raw")).ShouldBe("erp/orders has changed since");
        Report().Explain(new("a/mart")).ShouldBe("a/raw is stale: erp/orders has changed since");
        State("a/view").ShouldBe(Freshness.Fresh, "a view shows what its inputs hold");
        Observe("erp/orders", "v1");
        State("a/raw").ShouldBe(Freshness.Fresh, "the data is back");
    }

    [Fact]
    public void What_was_computed_before_the_first_observation_may_have_read_anything()
    {
        MaterializeAll();

        Observe("erp/orders", "v1");

        Report().Explain(new("a/raw")).ShouldBe("erp/orders was first observed since");
        Materialize("a/raw");
        State("a/raw").ShouldBe(Freshness.Fresh);
    }

    [Fact]
    public void External_data_that_is_read_through_a_view_counts_for_who_reads_the_view_and_not_for_the_view()
    {
        var graph = new TestCatalog()
            .External("erp/orders")
            .Query("b/view", _ => default, ["erp/orders"], asset => asset with { As = Sdk.Materialize.View })
            .Rows("b/table", ["b/view"])
            .Graph();
        Observe("erp/orders", "v1");
        MaterializeAll(graph);

        Observe("erp/orders", "v2");

        Report(graph).Assets[new("b/view")].State.ShouldBe(Freshness.Fresh);
        Report(graph).Explain(new("b/table")).ShouldBe("erp/orders has changed since");
    }

    [Fact]
    public void After_a_rollback_readers_are_judged_by_the_data_of_the_version_that_is_published_again()
    {
        Materialize("a/raw", data: "old");
        var before = _records[new("a/raw")].Latest!;
        Materialize("a/raw", data: "new");
        Materialize("a/mart");

        RollBack("a/raw", before);

        State("a/raw").ShouldBe(Freshness.Fresh);
        Report().Explain(new("a/mart")).ShouldBe("a/raw was rolled back since");
        RollBack("a/raw", before with { DataVersion = "new" });
        State("a/mart").ShouldBe(Freshness.Fresh, "the data is that which it has read");
    }

    [Fact]
    public void What_has_read_the_version_before_is_fresh_again_after_a_rollback()
    {
        Materialize("a/raw", data: "old");
        var before = _records[new("a/raw")].Latest!;
        Materialize("a/mart");
        Materialize("a/raw", data: "new");
        State("a/mart").ShouldBe(Freshness.Stale);

        RollBack("a/raw", before);

        State("a/mart").ShouldBe(Freshness.Fresh);
    }

    [Fact]
    public void A_version_of_older_code_that_is_published_again_is_stale_and_names_the_part()
    {
        _code["a/raw"] = Code("1", ("method Raw", "x"));
        Materialize("a/raw");
        var before = _records[new("a/raw")].Latest!;
        _code["a/raw"] = Code("2", ("method Raw", "y"));
        Materialize("a/raw");

        RollBack("a/raw", before, Code("1", ("method Raw", "x")));

        Report().Explain(new("a/raw")).ShouldBe("its code changed: method Raw");
    }

    private static AssetGraph Inlining() => new TestCatalog()
        .Rows("b/raw")
        .Query("b/inner", _ => default, ["b/raw"], asset => asset with { As = Sdk.Materialize.Ephemeral })
        .Query("b/view", _ => default, ["b/inner"], asset => asset with { As = Sdk.Materialize.View })
        .Rows("b/table", ["b/view"])
        .Graph();

    private static AssetGraph LeavingOut() => new TestCatalog()
        .Rows("c/raw")
        .Rows("c/some", ["c/raw"], asset => asset with { IsOptional = true })
        .Rows("c/needs", ["c/some"])
        .Query("c/inline", _ => default, ["c/some"], asset => asset with { As = Sdk.Materialize.Ephemeral })
        .Rows("c/through", ["c/inline"])
        .Step([TestCatalog.RowsOf("c/may")], step => step.RowsAsync(0, [new Item(1)]), [TestCatalog.Reading("c/some") with { IsOptional = true }, TestCatalog.Reading("c/raw")])
        .Graph();

    /// <summary>What a run does to the log when a method leaves an asset out.</summary>
    private void LeaveOut(AssetGraph graph, string path)
    {
        var key = new AssetKey(path);
        var (heads, records) = (_heads.ToDictionary(), _records.GetValueOrDefault(key));
        Materialize(graph, path);
        var made = _records[key].Latest!;
        _heads.Clear();
        foreach (var (head, published) in heads)
        {
            _heads[head] = published;
        }

        var skipped = new RunEvent.AssetSkipped(made.RunId, Noon, key, "its method left it out") { IsByChoice = true, LeftOut = made with { Version = null } };
        _records[key] = AssetRecord.Apply(records, key, new LoggedEvent(++_versions, skipped));
    }

    /// <summary>What an observation does to the log.</summary>
    private void Observe(string path, string version)
    {
        var key = new AssetKey(path);
        var seen = new RunEvent.AssetObserved(new RunId("observation"), Noon, key, version, TimeSpan.Zero, new Dictionary<string, MetadataValue>());
        _records[key] = AssetRecord.Apply(_records.GetValueOrDefault(key), key, new LoggedEvent(++_versions, seen));
    }

    /// <summary>What a rollback does to the store and the log.</summary>
    private void RollBack(string path, Materialization to, CodeRecord? code = null)
    {
        var key = new AssetKey(path);
        var back = new RunEvent.AssetRolledBack(new RunId("act"), Noon, key, to) { Code = code };
        _records[key] = AssetRecord.Apply(_records[key], key, new LoggedEvent(++_versions, back));
        _heads[key] = _heads[key] with { Version = to.Version!, RestoredAt = Noon };
    }

    private static CodeRecord Code(string version, params (string Name, string Hash)[] parts) =>
        new(version, "Debug", [.. parts.Select(part => new CodePartRecord(part.Name, part.Hash, IsCompiled: true))]);

    private Freshness State(string key) => Report().Assets[new(key)].State;

    private FreshnessReport Report() => Report(_graph);

    private FreshnessReport Report(AssetGraph graph) => FreshnessRules.Of(graph, new Publications(_heads, _records), CodeOf);

    private CodeRecord? CodeOf(AssetKey key) => _code.GetValueOrDefault(key.Path);

    private void MaterializeAll() => MaterializeAll(_graph);

    private void MaterializeAll(AssetGraph graph)
    {
        foreach (var asset in graph.Assets)
        {
            if (!asset.Definition.IsExternal && asset.Definition.As != Sdk.Materialize.Ephemeral)
            {
                Materialize(graph, asset.Key.Path);
            }
        }
    }

    /// <summary>What a run does to the store and the log.</summary>
    private void Materialize(string path, string? data = null) => Materialize(_graph, path, data);

    private void Materialize(AssetGraph graph, string path, string? data = null, string? except = null)
    {
        var key = new AssetKey(path);
        var version = $"v{++_versions}";
        var run = new RunId("run");
        var book = new VersionBook();
        foreach (var (head, published) in _heads)
        {
            var latest = _records.GetValueOrDefault(head)?.Latest;
            book.Put(head, published.Version, latest?.DataVersion, latest is null ? null : new(latest.CodeVersion, latest.CodeBuild, latest.Inputs));
        }

        foreach (var external in graph.Assets.Where(node => node.Definition.IsExternal))
        {
            if (_records.GetValueOrDefault(external.Key)?.Observed is { } observed)
            {
                book.Put(external.Key, observed.DataVersion, null);
            }
        }

        var done = new RunEvent.AssetMaterialized(run, Noon, key, version, 1, 8, TimeSpan.FromSeconds(1), new Dictionary<string, MetadataValue>())
        {
            CodeVersion = CodeOf(key)?.Version,
            CodeBuild = CodeOf(key)?.Build,
            Code = CodeOf(key),
            DataVersion = data,
            Inputs = [.. graph[key].Step.Inputs.Where(input => input.Key.Path != except).SelectMany(input => book.Read(graph, input.Key, CodeOf, null)).DistinctBy(input => input.Key)],
        };
        _records[key] = AssetRecord.Apply(_records.GetValueOrDefault(key), key, new LoggedEvent(_versions, done));
        if (graph[key].Definition.Kind != ValueKind.Effect)
        {
            _heads[key] = new PublishedAsset(key, version, run, Noon, 1);
        }
    }
}
