using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Cli.Tests.Fakes;

namespace Dataplatform.Sdk.Cli.Tests;

public sealed class ContractsTests
{
    private const string Promised = """
        # What the public assets of this project promise their readers, one fact a line.
        # Written by 'dotnet build -t:LockContracts'; check it in, and keep the lines of both sides in a merge.
        marts/notify is effect
        marts/report is value string
        shop/customer_orders column value int64
        shop/customer_orders is table
        shop/large_orders column value int64
        shop/large_orders is table
        shop/raw_customers column value int64
        shop/raw_customers is table
        shop/raw_orders column value int64
        shop/raw_orders is table

        """;

    [Fact]
    public async Task An_app_shows_what_it_promises()
    {
        var run = new TestRun();
        (await run.RunAsync("contracts", "show")).ShouldBe(ExitCodes.Done, run.Console.Error);
        run.Console.Out.ShouldBe(Promised);

        var other = new TestRun { Configure = builder => builder.AddCatalog(Marts.Catalog) };
        (await other.RunAsync("contracts", "show", "--assembly", "Shop")).ShouldBe(ExitCodes.Done, other.Console.Error);
        other.Console.Out.ShouldBe(Promised);
    }

    [Fact]
    public async Task An_app_that_keeps_its_promises_has_changed_nothing()
    {
        using var folder = new LockFolder();
        var run = new TestRun();
        (await run.RunAsync("contracts", "diff", folder.Write("old.lock", Promised), "--fail-on", "patch")).ShouldBe(ExitCodes.Done, run.Console.Error);
        run.Console.Out.ShouldBe("Nothing that readers were promised has changed.\n");
    }

    [Theory]
    [InlineData(null, ExitCodes.Done)]
    [InlineData("major", ExitCodes.RunFailed)]
    [InlineData("minor", ExitCodes.RunFailed)]
    public async Task What_changed_is_told_the_worst_first(string? failOn, int exitCode)
    {
        using var folder = new LockFolder();
        var old = folder.Write("old.lock", Promised.Replace("shop/raw_orders column value int64", "shop/raw_orders column id int32", StringComparison.Ordinal) + "shop/old is table\nshop/old column x text\n");
        var run = new TestRun();

        (await run.RunAsync(["contracts", "diff", old, .. failOn is null ? Array.Empty<string>() : ["--fail-on", failOn]])).ShouldBe(exitCode, run.Console.Error);

        run.Console.Out.ShouldBe("""
            major  'shop/old' is gone.
            major  Column 'id' of 'shop/raw_orders' is gone.
            minor  Column 'value' of 'shop/raw_orders' is new.
            3 changes: major.

            """);
    }

    [Fact]
    public async Task Only_what_is_as_bad_fails()
    {
        using var folder = new LockFolder();
        var run = new TestRun();
        (await run.RunAsync("contracts", "diff", folder.Write("old.lock", Promised.Replace("marts/notify is effect\n", string.Empty, StringComparison.Ordinal)), "--fail-on", "major")).ShouldBe(ExitCodes.Done, run.Console.Error);
        run.Console.Out.ShouldBe("minor  'marts/notify' is new.\n1 change: minor.\n");
    }

    [Fact]
    public async Task Two_files_are_compared_with_the_names_that_they_remember()
    {
        using var folder = new LockFolder();
        var old = folder.Write("old.lock", "a/orders is table\na/orders column id int64\na/orders column note text\n");
        var now = folder.Write("new.lock", "a/orders retired for a/sales\na/sales is table\na/sales column number int64\na/sales retired-column id int64 for number\na/sales column note text?\n");
        var run = new TestRun();

        (await run.RunAsync("contracts", "diff", old, now, "--json")).ShouldBe(ExitCodes.Done, run.Console.Error);

        run.Console.Out.ShouldBe("""
            {"class":"major","change":"column_renamed","asset":"a/sales","part":"number","text":"Column 'id' of 'a/sales' is 'number' now."}
            {"class":"major","change":"column_nullable","asset":"a/sales","part":"note","text":"Column 'note' of 'a/sales' may be null now."}
            {"class":"major","change":"asset_renamed","asset":"a/sales","part":null,"text":"'a/orders' is 'a/sales' now."}

            """);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_told_with_its_line()
    {
        using var folder = new LockFolder();
        var path = folder.Write("old.lock", "# comment\nnonsense\n");
        var run = new TestRun();

        (await run.RunAsync("contracts", "diff", path)).ShouldBe(ExitCodes.UserMistake);

        run.Console.Error.ShouldStartWith($"error: {path}:2: 'nonsense' is no fact of an asset");
    }

    [Theory]
    [InlineData("2024-05-16", true)]
    [InlineData("2024-05-17", false)]
    public async Task Validate_warns_of_an_asset_whose_last_day_is_over(string day, bool isOver)
    {
        var run = new TestRun
        {
            Configure = builder => builder.AddCatalog(new("Old",
            [
                Step("Old", new AssetDefinition { Key = new("old/orders"), Kind = ValueKind.Effect, Retires = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture) }),
                Step("New", new AssetDefinition { Key = new("old/orders_v2"), Kind = ValueKind.Effect, Version = 2, Supersedes = new("old/orders") }),
            ])),
        };

        (await run.RunAsync("validate")).ShouldBe(ExitCodes.Done, run.Console.Error);

        run.Console.Error.ShouldBe(isOver
            ? $"warning: 'old/orders' was to be made until {day}, and that is over. Remove 'ContractsTests.Old', or give it another day with [Retires]. 'old/orders_v2' stands in its place.\n"
            : string.Empty);
        run.Console.Out.ShouldStartWith("valid: ");
    }

    private static StepDefinition Step(string method, AssetDefinition asset) =>
        new() { DeclaringType = typeof(ContractsTests), Method = method, Outputs = [asset], Invoke = run => run.EffectAsync(0) };

    private sealed class LockFolder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("contracts-").FullName;

        public string Write(string name, string text)
        {
            var path = Path.Combine(_path, name);
            File.WriteAllText(path, text);
            return path;
        }

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
