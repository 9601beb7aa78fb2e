using Dataplatform.Sdk.Analyzers.Tests.Harness;

namespace Dataplatform.Sdk.Analyzers.Tests.CodeFixes;

public sealed class FixAllTests
{
    [Theory]
    [InlineData("DP2001", """
        public interface IApi { Task<int> A(CancellationToken stop = default); Task<int> B(int x); Task<int> B(int x, CancellationToken stop); }
        public static class Assets
        {
            [Asset] public static async Task<int> One(IApi api, CancellationToken ct) => await api.A() + await api.B(1) + await api.A(stop: ct);
            [Asset] public static async Task<int> Two(IApi api, CancellationToken stop) => await api.A();
        }
        """)]
    [InlineData("DP2002", """
        public interface IApi { Task<int> A(); }
        public static class Assets
        {
            [Asset] public static async Task<int> One(IApi api) { await Task.Yield(); return api.A().Result + api.A().Result; }
            [Asset] public static async Task<int> Two(IApi api) => await api.A() + api.A().GetAwaiter().GetResult();
        }
        """)]
    [InlineData("DP2004", """
        public static class Assets
        {
            [Asset] public static string One() => DateTime.UtcNow + " " + DateTimeOffset.Now;
            [Asset] public static DateTime Two(TimeProvider time) { var now = DateTime.Now; return now > DateTime.Today ? now : DateTime.UtcNow; }
        }
        """)]
    [InlineData("DP2005", """
        public static class Assets
        {
            [Asset] public static int One() { Console.WriteLine("one"); Console.WriteLine("two"); return 1; }
            [Asset] public static int Two(CancellationToken stop) { Console.WriteLine("three"); stop.ThrowIfCancellationRequested(); return 2; }
        }
        """)]
    [InlineData("DP0020", """
        [Contract] public sealed record Row(int Id);
        public static class Assets
        {
            [Asset] public static Sql<Row> One() { var n = 1; return $"select 1 as id {(n > 1 ? $"where {n}" : $"")} {(n > 2 ? $"limit {n}" : "")}"; }
            [Asset] public static Sql<Row> Two() { var n = 1; return $"select 1 as id {n switch { 1 => $"where {n}", _ => $"" }}"; }
        }
        """)]
    [InlineData("DP0023", """
        [Contract] public sealed record Row(int Id);
        public static class Assets
        {
            [Asset] public static Sql<Row> One() => "select 1 as id";
            [Asset] public static Sql<Row> Two() => $"select {1} as id" + " limit 1";
            [Asset] public static Sql<Row> Three() { var n = 1; return n > 1 ? $"select {n} as id" : $"select 1 as id"; }
        }
        """)]
    public async Task All_places_are_put_right_at_once(string id, string source)
    {
        using var bench = new Workbench(Compiled.Usings + source, [], Installed.Fixes);
        var found = await bench.DiagnosticsAsync();
        found.Count(diagnostic => diagnostic.Id == id).ShouldBeGreaterThan(1);
        var action = (await bench.ActionsAsync(found.First(diagnostic => diagnostic.Id == id))).ShouldHaveSingleItem();

        await bench.FixAllAsync(id, action.EquivalenceKey.ShouldNotBeNull());

        (await bench.DiagnosticsAsync()).ShouldBeEmpty(await bench.TextAsync());
    }
}
