namespace Dataplatform.Sdk.Testing.Tests;

public sealed class RowContentTests
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Rows_are_compared_by_content()
    {
        var run = await KeptAsync(new Photo(1, [1, 2], Noon, "sea", 1.50m), new Photo(2, [3], Noon, "sky", 2m));

        // Other arrays, the same bytes; another offset, the same instant; another scale, the same number; another order.
        run.ShouldHaveRows(PhotoCatalog.Kept, [new(2, [3], Noon, "sky", 2.0m), new(1, [1, 2], Noon.ToOffset(TimeSpan.FromHours(2)), "sea", 1.5m)]);
    }

    [Fact]
    public async Task A_row_that_is_nearly_the_expected_one_says_which_columns_differ()
    {
        var run = await KeptAsync(new Photo(1, [1, 2], Noon, "sea", 1m), new Photo(2, [9], Noon.AddDays(1), "sky", 7m));

        var problem = Should.Throw<AssetTestException>(() => run.ShouldHaveRows(
            PhotoCatalog.Kept, [new(1, [1, 255], Noon, null, 1m), new(5, [], Noon, "sun", 3m)]));

        problem.Message.ShouldContain("           content is 0x0102, expected 0x01ff\n           title is 'sea', expected null");
        problem.Message.Split('\n').Count(line => line.Contains(" expected ", StringComparison.Ordinal)).ShouldBe(2);
        problem.Message.Split('\n').Count(line => line.StartsWith("  extra:", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Duplicates_count_and_long_lists_are_cut()
    {
        var photo = new Photo(1, [1], Noon, "sea", 1m);
        var run = await KeptAsync([.. Enumerable.Repeat(photo, 30)]);

        run.ShouldHaveRows(PhotoCatalog.Kept, Enumerable.Repeat(photo, 30));
        Should.Throw<AssetTestException>(() => run.ShouldHaveRows(PhotoCatalog.Kept, [photo])).Message.ShouldEndWith("\n  … and 9 more extra");
    }

    [Fact]
    public async Task Lists_records_and_dictionaries_are_compared_by_what_is_in_them()
    {
        Album Make(string place, int extra) => new(
            new(7), [new Shot("a", [1, extra]), null], new Dictionary<string, Shot?> { ["x"] = null, [place] = new("b", [3]) });
        var run = await AssetTest.For(AlbumCatalog.Albums).With(AlbumCatalog.Drafts, [Make("sea", 2)]).MaterializeAsync(cancellationToken: TestContext.Current.CancellationToken);

        run.ShouldHaveRows(AlbumCatalog.Albums, [Make("sea", 2) with { Places = new Dictionary<string, Shot?> { ["sea"] = new("b", [3]), ["x"] = null } }]);

        Should.Throw<AssetTestException>(() => run.ShouldHaveRows(AlbumCatalog.Albums, [Make("sea", 255)])).Message
            .ShouldContain("           shots is [{ title: 'a', light: [1, 2] }, null], expected [{ title: 'a', light: [1, 255] }, null]");
        Should.Throw<AssetTestException>(() => run.ShouldHaveRows(AlbumCatalog.Albums, [Make("sky", 2)])).Message
            .ShouldContain("           places is {'x': null, 'sea': { title: 'b', light: [3] }}, expected {'x': null, 'sky': { title: 'b', light: [3] }}");
    }

    private static Task<AssetTestRun> KeptAsync(params Photo[] taken) =>
        AssetTest.For(PhotoCatalog.Kept).With(PhotoCatalog.Taken, taken).MaterializeAsync(cancellationToken: TestContext.Current.CancellationToken);
}
