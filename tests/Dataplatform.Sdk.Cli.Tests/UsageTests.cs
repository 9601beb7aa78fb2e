using Dataplatform.Sdk.Cli.Tests.Fakes;

namespace Dataplatform.Sdk.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("--slect x", "Unknown option '--slect'. Did you mean '--select'?")]
    [InlineData("--quux", "Unknown option '--quux'. '--help' shows all.")]
    [InlineData("list --jsn", "Unknown option '--jsn'. Did you mean '--json'?")]
    [InlineData("lst", "Unknown verb 'lst'. Did you mean 'list'?")]
    [InlineData("quux", "Unknown verb 'quux'. The verbs are materialize, list, jobs, graph, lineage, plan, validate, compile, show, sql, status, observe, check, checks, report, runs, backfill, backfills, partitions, logs, state, rollback, wipe, orphans, config, contracts.")]
    [InlineData("list extra", "'list' does not take the argument 'extra'. Write: list --select extra")]
    [InlineData("validate extra", "'validate' does not take the argument 'extra'. 'validate --help' shows what it takes.")]
    [InlineData("materialize marts/orders", "'materialize' does not take the argument 'marts/orders'. Write: materialize --select marts/orders")]
    [InlineData("materialize --select a b", "'materialize' does not take the argument 'b'. Write: materialize --select \"a or b\"")]
    [InlineData("materialize a and b+", "'materialize' does not take the argument 'a'. Write: materialize --select \"a and b+\"")]
    [InlineData("marts/orders", "Unknown verb 'marts/orders'. Write: --select marts/orders")]
    [InlineData("show", "'show' needs an asset: show <asset>.")]
    [InlineData("sql", "'sql' needs a query: sql <query>.")]
    [InlineData("show x --limit 0", "'--limit' takes a whole number from 1 up, not '0'.")]
    [InlineData("--max-parallel many", "'--max-parallel' takes a whole number from 1 up, not 'many'.")]
    [InlineData("--max-parallel", "'--max-parallel' needs a value.")]
    [InlineData("--tag ticket", "'--tag' takes key=value, such as ticket=4711, not 'ticket'.")]
    [InlineData("--tag =4711 --tag a=b", "'--tag' takes key=value, such as ticket=4711, not '=4711'.")]
    [InlineData("--tag a=1 --tag a=2", "'--tag' names 'a' twice. A run has one value of a key.")]
    [InlineData("list --select a --select b", "'--select' is given more than once.")]
    [InlineData("--select a list", "'--select' stands before the verb 'list'. Write it behind.")]
    [InlineData("graph --format svg", "'--format' is mermaid, dot or json, not 'svg'.")]
    [InlineData("lineage", "'lineage' needs an asset: lineage <asset>.")]
    [InlineData("lineage raw_orders --format svg", "'--format' is text, mermaid or json, not 'svg'.")]
    [InlineData("lineage raw_order", "There is no asset 'raw_order'. Did you mean 'shop/raw_orders'?")]
    [InlineData("lineage raw_orders.valu", "'shop/raw_orders' has no column 'valu'. Did you mean 'value'?")]
    [InlineData("lineage raw_orders.quux", "'shop/raw_orders' has no column 'quux'. Its columns are value.")]
    [InlineData("lineage notify.x", "'marts/notify' has no columns. Leave '.x' out.")]
    [InlineData("--select a --job b", "Give either --select or --job: a job is a selection.")]
    [InlineData("show raw_order", "There is no asset 'raw_order'. Did you mean 'shop/raw_orders'?")]
    [InlineData("show shop/raw_order", "There is no asset 'shop/raw_order'. Did you mean 'shop/raw_orders'?")]
    [InlineData("show quux", "There is no asset 'quux'. There are: marts/notify, marts/report, shop/customer_orders, shop/large_orders, shop/raw_customers, shop/raw_orders.")]
    [InlineData("show notify", "'marts/notify' has no value to show: its effect is outside.")]
    [InlineData("show raw_orders", "'shop/raw_orders' was never materialized (store: in memory). Run: materialize --select shop/raw_orders")]
    [InlineData("compile raw_orders", "'shop/raw_orders' is made by C# code ('ShopAssets.RawOrders'), not by a query.")]
    [InlineData("contracts diff", "'diff' needs a lock: diff <lock>.")]
    [InlineData("contracts diff gone.lock", "There is no file 'gone.lock'. 'dotnet build -t:LockContracts' writes a project's contracts.lock.")]
    [InlineData("contracts diff a.lock --fail-on all", "'--fail-on' is major, minor or patch, not 'all'.")]
    [InlineData("contracts show --assembly Shp", "No assembly 'Shp' declares assets. Did you mean 'Shop'?")]
    [InlineData("--job nightl", "There is no job 'nightl'. The app has none: builder.AddJob(name, selection) adds one.")]
    public async Task A_mistake_is_told_in_one_line(string args, string message)
    {
        var run = new TestRun();
        (await run.RunAsync(args.Split(' '))).ShouldBe(ExitCodes.UserMistake);
        run.Console.Error.ShouldBe($"error: {message}\n");
        run.Console.Out.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("materialize -h")]
    [InlineData("show --help")]
    [InlineData("--version")]
    [InlineData("list --version")]
    [InlineData("show --version")]
    [InlineData("list --json --help")]
    public async Task Help_and_version_are_no_mistakes(string args)
    {
        var run = new TestRun();
        (await run.RunAsync(args.Split(' '))).ShouldBe(ExitCodes.Done);
        run.Console.Out.ShouldNotBeEmpty();
        run.Console.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_version_is_the_same_behind_a_verb()
    {
        var (alone, behind) = (new TestRun(), new TestRun());
        await alone.RunAsync("--version");
        await behind.RunAsync("list", "--version");
        behind.Console.Out.ShouldBe(alone.Console.Out);
    }

    [Fact]
    public async Task Help_names_every_verb()
    {
        var run = new TestRun();
        await run.RunAsync("--help");
        foreach (var verb in new[] { "materialize", "list", "jobs", "graph", "plan", "validate", "compile <asset>", "show <asset>", "sql <query>" })
        {
            run.Console.Out.ShouldContain(verb);
        }
    }

    [Fact]
    public async Task A_bug_is_one_line_unless_more_is_asked_for()
    {
        var run = new TestRun { Configure = builder => builder.AddStore(null, _ => throw new InvalidOperationException("Oops.\nMore.")) };
        (await run.RunAsync("sql", "select 1")).ShouldBe(ExitCodes.RunFailed);
        run.Console.Error.ShouldBe("error: InvalidOperationException: Oops.\nThis is a bug in Dataplatform.Sdk or in the app's own code; --verbose shows where.\n");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_stack_is_shown_on_request(bool byOption)
    {
        var run = new TestRun
        {
            Console = byOption ? new TestConsole() : new TestConsole(isTerminal: false, ("DATAPLATFORM_DEBUG", "1")),
            Configure = builder => builder.AddStore(null, _ => throw new InvalidOperationException("Oops.")),
        };
        await run.RunAsync(byOption ? ["sql", "select 1", "--verbose"] : ["sql", "select 1"]);
        run.Console.Error.ShouldContain(nameof(UsageTests));
    }
}
