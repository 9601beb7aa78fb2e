using Dataplatform.Sdk.Events;
using Microsoft.Extensions.Time.Testing;

namespace Dataplatform.Sdk.Testing.Tests;

/// <summary>What contracts promise beyond their types is checked before anything is published.</summary>
public sealed class ContractCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 17, 12, 0, 0, TimeSpan.Zero);
    private static readonly Parcel Good = new(1, "EU", 7, 1.5m, "open", 7, Now.AddHours(-1), null);

    [Fact]
    public async Task What_is_kept_passes_and_is_told()
    {
        var run = await RunAsync([Good, Good with { Id = 2, Region = null, Number = null, Status = "it's sent", SenderId = null }, Good with { Id = 3, Region = null, Status = "" }, Good with { Id = 4, Number = null, Status = "-" }]);

        run.Succeeded.ShouldBeTrue(run.Failure(PromisedCatalog.Parcels)?.Message);
        run.Checks(PromisedCatalog.Parcels).ShouldAllBe(check => check.Passed);
        run.Checks(PromisedCatalog.Parcels).Select(check => check.Check).ShouldBe(
        [
            "length_of_region", "region_matches", "number_in_range", "weight_in_range", "status_is_known", "sender_id_exists", "ordered_at_is_fresh", "primary_key",
            "row_count", "unique_region_number", "shipped_after_ordered", "expression_2",
        ]);
    }

    public static TheoryData<string, string, string> Broken { get; } = new()
    {
        { "length_of_region", "1 row is wrong: region has 2 to 2 characters.", "AFRICA" },
        { "region_matches", "1 row is wrong: region matches ^[A-Z]+$.", "eu" },
        { "number_in_range", "1 row is wrong: number is from 1 to 100.", "101" },
        { "weight_in_range", "1 row is wrong: weight is at least 0.5.", "0.4000000000" },
        { "status_is_known", "1 row is wrong: status is one of open, it's sent, -, .", "lost" },
        { "sender_id_exists", "1 row refers to nothing: sender_id is no id of 'promised/senders'.", "99" },
        { "primary_key", "1 row is too many: id is unique.", "1" },
        { "unique_region_number", "1 row is too many: region, number are together unique.", "EU" },
        { "shipped_after_ordered", "1 row is wrong: shipped_at >= ordered_at holds.", "2" },
        { "row_count", "There are 6 rows, and it promises at most 5.", "" },
    };

    [Theory, MemberData(nameof(Broken))]
    public async Task What_is_broken_is_told_with_the_rows_and_not_published(string check, string message, string evidence)
    {
        var second = Good with { Id = 2, Number = 8 };
        Parcel[] rows = check switch
        {
            "length_of_region" => [Good, second with { Region = "AFRICA" }],
            "region_matches" => [Good, second with { Region = "eu" }],
            "number_in_range" => [Good, second with { Number = 101 }],
            "weight_in_range" => [Good, second with { Weight = 0.4m }],
            "status_is_known" => [Good, second with { Status = "lost" }],
            "sender_id_exists" => [Good, second with { SenderId = 99 }],
            "primary_key" => [Good, second with { Id = 1 }],
            "unique_region_number" => [Good, second with { Number = 7 }],
            "shipped_after_ordered" => [Good, second with { ShippedAt = Now.AddHours(-2) }],
            _ => [.. Enumerable.Range(1, 6).Select(id => Good with { Id = id, Number = id })],
        };

        var run = await RunAsync(rows);

        run.Checks(PromisedCatalog.Parcels).Where(found => !found.Passed).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            found => found.Check.ShouldBe(check),
            found => found.Message.ShouldBe(message),
            found => (evidence.Length == 0 || found.Evidence!.Rows.Single().Contains(evidence)).ShouldBeTrue());
        run.Failure(PromisedCatalog.Parcels)!.Message.ShouldStartWith($"The blocking check {check}: ");
        Should.Throw<AssetTestException>(() => run.Rows(PromisedCatalog.Parcels));
    }

    [Fact]
    public async Task Several_failures_are_told_together_and_some_do_not_block()
    {
        var run = await RunAsync([Good with { Number = 13, OrderedAt = Now.AddDays(-2) }]);

        run.Succeeded.ShouldBeTrue();
        run.Checks(PromisedCatalog.Parcels).Where(found => !found.Passed).Select(found => (found.Check, found.Severity, found.IsBlocking, found.Message)).ShouldBe(
        [
            ("ordered_at_is_fresh", CheckSeverity.Error, false, "The latest ordered_at is 2026-05-15 12:00:00.000000+00, which is older than 1d12h."),
            ("expression_2", CheckSeverity.Warning, true, "1 row is wrong: number <> 13 -- unlucky holds."),
        ]);
    }

    [Fact]
    public async Task Without_rows_there_are_too_few_and_nothing_is_fresh()
    {
        var run = await RunAsync([]);

        run.Checks(PromisedCatalog.Parcels).Where(found => !found.Passed).Select(found => found.Message).ShouldBe(
            ["There is no ordered_at, so nothing is fresh.", "There are 0 rows, and it promises at least 1."]);
    }

    private static Task<AssetTestRun> RunAsync(IEnumerable<Parcel> rows) => AssetTest.For(PromisedCatalog.Parcels).WithChecks().WithClock(new FakeTimeProvider(Now))
        .With(PromisedCatalog.RawParcels, rows).With(PromisedCatalog.Senders, [new(7)]).MaterializeAsync(throwOnFailure: false);
}
