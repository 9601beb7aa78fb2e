using Dataplatform.Sdk.Cli.Tests.Fakes;
using Dataplatform.Sdk.Cli.Views;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;

namespace Dataplatform.Sdk.Cli.Tests;

public sealed class RunRestTests
{
    [Fact]
    public void One_asset_is_one() => Rest(RunStatus.Cancelled, Assets(1, AssetStatus.Cancelled)).ShouldBe(["1 asset was not published. To run the rest: --select \"shop/a0\""]);

    [Fact]
    public void Twenty_names_can_be_copied() =>
        Rest(RunStatus.Cancelled, Assets(20, AssetStatus.Cancelled))[0].ShouldEndWith("or shop/a18 or shop/a19\"");

    [Fact]
    public void More_names_are_a_number() =>
        Rest(RunStatus.Cancelled, Assets(1_021, AssetStatus.Cancelled)).ShouldBe(["1,021 assets were not published."]);

    [Fact]
    public void A_few_failures_stand_for_what_they_held_up() =>
        Rest(RunStatus.Failed, [.. Assets(30, AssetStatus.Skipped), Asset("shop/b", AssetStatus.Failed)])
            .ShouldBe(["31 assets were not published. Once it is mended: --select \"shop/b+\""]);

    [Fact]
    public void A_failure_does_not_stand_for_what_it_only_stopped() =>
        Rest(RunStatus.Failed, [.. Assets(30, AssetStatus.Skipped), Asset("shop/b", AssetStatus.Failed), Asset("shop/c", AssetStatus.Skipped, RunReasons.FailFast(new("shop/b")))])
            .ShouldBe(["32 assets were not published."]);

    [Fact]
    public void What_was_left_out_on_purpose_is_not_missing() =>
        Rest(RunStatus.Failed, [Asset("shop/a", AssetStatus.Skipped, RunReasons.LeftOutByMethod) with { IsByChoice = true }, Asset("shop/b", AssetStatus.Failed)])
            .ShouldBe(["1 asset was not published. Once it is mended: --select \"shop/b\""]);

    [Fact]
    public void What_is_not_known_is_not_claimed() =>
        Rest(RunStatus.Cancelled, [Asset("shop/a", AssetStatus.Cancelled, RunReasons.AbandonedInPublication)])
            .ShouldBe(["Whether these were published is not known: shop/a.", "To run the rest: --select \"shop/a\""]);

    [Fact]
    public void A_late_cancellation_leaves_nothing() =>
        Rest(RunStatus.Cancelled, Assets(2, AssetStatus.Materialized)).ShouldBe(["Everything was published."]);

    private static List<string> Rest(RunStatus status, IReadOnlyList<AssetOutcome> assets) =>
        [.. RunRest.Lines(new RunEvent.RunCompleted(new RunId("run"), TestRun.Start, status, TimeSpan.Zero, assets)).Select(line => line.ToString())];

    private static AssetOutcome[] Assets(int number, AssetStatus status) => [.. Enumerable.Range(0, number).Select(i => Asset($"shop/a{i}", status))];

    private static AssetOutcome Asset(string key, AssetStatus status, string? reason = null) => new(new(key), status, null, TimeSpan.Zero, reason);
}
