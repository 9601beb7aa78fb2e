using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Testing.Tests;

/// <summary>Checks on what is staged: what they see, and what follows from what they say.</summary>
public sealed class CheckTests
{
    [Fact]
    public async Task Checks_that_pass_are_told_and_the_asset_is_published()
    {
        var run = await Test([new(1, 7, 5, null)]).MaterializeAsync();

        run.Checks(CheckedCatalog.Sales).Select(check => (check.Check, check.Passed)).ShouldBe([("amounts_are_positive", true), ("buyers_are_known", true), ("few", true), ("judged", true)]);
        run.Checks(CheckedCatalog.Sales)[1].Metadata["buyers"].ShouldBe(1);
        run.Rows(CheckedCatalog.Sales).Count.ShouldBe(1);
        run.Rows(CheckedCatalog.Readers).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_blocking_check_that_fails_keeps_the_asset_and_what_comes_after_it_unpublished()
    {
        var run = await Test([new(1, 7, 5, null), new(2, 7, -3, [1, 2]), new(3, 7, -4, null)]).MaterializeAsync(throwOnFailure: false);

        run.Failure(CheckedCatalog.Sales)!.Message.ShouldBe("The blocking check amounts_are_positive: 2 rows are wrong. Nothing was published; see 'checks show checked/sales'.");
        Should.Throw<AssetTestException>(() => run.Rows(CheckedCatalog.Sales));
        Should.Throw<AssetTestException>(() => run.Rows(CheckedCatalog.Readers)).Message.ShouldBe("'checked/readers' was not computed: 'checked/sales' failed");
        var check = run.Checks(CheckedCatalog.Sales)[0];
        (check.Passed, check.Severity, check.IsBlocking, check.Message).ShouldBe((false, CheckSeverity.Error, true, "2 rows are wrong."));
        check.Evidence!.Columns.ShouldBe(["id", "amount", "note"]);
        check.Evidence.Rows.ShouldBe([["2", "-3", @"\x01\x02"], ["3", "-4", null]], ignoreOrder: true);
        run.Checks(CheckedCatalog.Sales).Count.ShouldBe(4, "the others are called all the same");
    }

    [Fact]
    public async Task A_failure_that_does_not_block_is_told_and_no_more()
    {
        var run = await Test([new(1, 8, 5, null)]).MaterializeAsync();

        var check = run.Checks(CheckedCatalog.Sales)[1];
        (check.Passed, check.Severity, check.IsBlocking, check.Message).ShouldBe((false, CheckSeverity.Error, false, "Somebody buys who is no buyer."));
        check.Evidence!.Rows.ShouldBe([["Sale { Id = 1, CustomerId = 8, Amount = 5, Note =  }"]]);
        run.Rows(CheckedCatalog.Sales).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_result_that_only_warns_never_blocks_and_evidence_has_an_end()
    {
        var run = await Test([.. Enumerable.Range(1, 60).Select(id => new Sale(id, 8, 1, null))]).MaterializeAsync();

        var (known, few) = (run.Checks(CheckedCatalog.Sales)[1], run.Checks(CheckedCatalog.Sales)[2]);
        known.Evidence!.Rows.Count.ShouldBe(CheckResult.EvidenceRows);
        known.Metadata["failing_rows"].ShouldBe(60);
        (few.Passed, few.Severity, few.IsBlocking).ShouldBe((false, CheckSeverity.Warning, true));
    }

    [Fact]
    public async Task What_cannot_be_evaluated_has_not_passed()
    {
        var run = await Test([]).WithClock(new FixedClock(3000)).MaterializeAsync();

        var check = run.Checks(CheckedCatalog.Sales)[3];
        (check.Passed, check.Severity, check.Message).ShouldBe((false, CheckSeverity.Warning, "It could not be evaluated: No judge in year 3000."));
    }

    [Fact]
    public async Task A_view_is_checked_before_it_is_shown()
    {
        var run = await AssetTest.For(CheckedCatalog.Shown).WithChecks().With(CheckedCatalog.Sales, [new(1, 7, 0, null)]).MaterializeAsync(throwOnFailure: false);

        run.Checks(CheckedCatalog.Shown).ShouldHaveSingleItem().Message.ShouldBe("1 row is wrong.");
        run.Failure(CheckedCatalog.Shown)!.Message.ShouldStartWith("The blocking check no_zeros:");
    }

    [Fact]
    public async Task Assets_of_one_method_are_published_together_or_not_at_all()
    {
        var run = await AssetTest.For(CheckedCatalog.Left).WithChecks().With(CheckedCatalog.RawSales, []).MaterializeAsync(throwOnFailure: false);

        run.Failure(CheckedCatalog.Right)!.Message.ShouldStartWith("The blocking check total_is_positive. Nothing was published");
        run.Failure(CheckedCatalog.Left)!.Message.ShouldBe(run.Failure(CheckedCatalog.Right)!.Message);
    }

    [Fact]
    public async Task What_a_check_reads_has_to_be_given()
    {
        var problem = await Should.ThrowAsync<AssetTestException>(() => AssetTest.For(CheckedCatalog.Sales).WithChecks().With(CheckedCatalog.RawSales, []).MaterializeAsync());

        problem.Message.ShouldContain(".With(CheckedCatalog.Buyers, ");
        (await AssetTest.For(CheckedCatalog.Sales).With(CheckedCatalog.RawSales, []).MaterializeAsync()).Checks(CheckedCatalog.Sales).ShouldBeEmpty("nothing is checked unless the test says so");
    }

    private static AssetTest Test(IEnumerable<Sale> sales) => AssetTest.For(CheckedCatalog.Sales, CheckedCatalog.Readers).WithChecks()
        .With(CheckedCatalog.RawSales, sales).With(CheckedCatalog.Buyers, [new(7)]);

    private sealed class FixedClock(int year) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
