using Dataplatform.Sdk.Analyzers.Tests.Harness;
using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.Analyzers.Tests.Generation;

/// <summary>What the text of a method says about the columns of its rows. Each was checked by hand.</summary>
public sealed class CodeLineageTests
{
    private const string Types = """
        using System.Linq;

        [Contract] public sealed record In(int A, int B, string C, int[] D);
        [Contract] public sealed record Side(int K, int V);
        [Contract] public sealed record Out(int X, int Y);
        [Contract] public sealed class Made { public int X { get; init; } public int Y { get; init; } }
        [Artifact] public sealed record Model(double Slope);

        """;

    [Theory]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) => rows.Select(r => new Out(r.A, r.B + r.C.Length));", "X: rows.A; Y: rows.B rows.C")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) => rows.Where(r => r.C != \"\").Select(r => new Out(r.A, 1));", "X: rows.A; Y:; rows: filter rows.C")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) => rows.OrderBy(r => r.B).ThenBy(r => r.C).Take(3).Select(r => new Out(r.A, r.A)).ToList();", "X: rows.A; Y: rows.A; rows: order rows.B rows.C")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) => from r in rows where r.B > 1 orderby r.C let sum = r.A + r.B select new Out(sum, r.A);", "X: rows.A rows.B; Y: rows.A; rows: filter rows.B, order rows.C")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows, IReadOnlyList<Side> side) => from r in rows join s in side on r.A equals s.K select new Out(r.B, s.V);", "X: rows.B; Y: side.V; rows: join rows.A side.K")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) => from r in rows group r by r.A into g select new Out(g.Key, g.Sum(x => x.B));", "X: rows.A; Y: rows.B; rows: group rows.A")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) => rows.GroupBy(r => r.A).Select(g => new Out(g.Key, g.Count()));", "X: rows.A; Y:; rows: group rows.A")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) => rows.GroupBy(r => r.A).Where(g => g.Max(x => x.B) > 1).Select(g => new Out(g.First().B, g.Key));", "X: rows.B; Y: rows.A; rows: filter rows.B, group rows.A")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) { foreach (var r in rows) { if (r.B > 1) { continue; } yield return new Out(r.A, 2); } }", "X: rows.A; Y:; rows: filter rows.B")]
    [InlineData("async IAsyncEnumerable<Out> M(Table<In> rows) { await foreach (var r in rows) { yield return new(r.A, r.B); } }", "X: rows.A; Y: rows.B")]
    [InlineData("async IAsyncEnumerable<Out> M(Table<In> rows) { await foreach (var batch in rows.ReadBatchesAsync()) { foreach (var r in batch.ToArray()) { yield return new(r.A, r.B); } } }", "X: rows.A; Y: rows.B")]
    [InlineData("IReadOnlyList<Out> M(IReadOnlyList<In> rows) { var all = new List<Out>(); foreach (var r in rows) { var twice = r.A * 2; all.Add(new Out(twice, r.B)); } return all; }", "X: rows.A; Y: rows.B")]
    [InlineData("IReadOnlyList<Out> M(IReadOnlyList<In> rows) { var total = 0; foreach (var r in rows) { total += r.A; } return [new Out(total, rows.Count)]; }", "X: rows.A; Y:")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows, IReadOnlyList<Side> side) { var byKey = side.ToDictionary(s => s.K); return rows.Select(r => new Out(r.A, byKey[r.B].V)); }", "X: rows.A; Y: side.V; rows: join rows.B side.K, group side.K")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows, IReadOnlyList<Side> side) { var byKey = side.ToDictionary(s => s.K, s => s.V); foreach (var r in rows) { if (byKey.TryGetValue(r.A, out var v)) { yield return new Out(r.B, v); } } }", "X: rows.B; Y: rows.A side.K side.V; rows: filter rows.A side.K side.V, group side.K")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) { foreach (var (a, b, _, _) in rows) { yield return new Out(b, a); } }", "X: rows.B; Y: rows.A")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) => rows.Select(r => new Out(Y: r.B, X: r.A));", "X: rows.A; Y: rows.B")]
    [InlineData("IEnumerable<Made> M(IReadOnlyList<In> rows) => rows.Select(r => new Made { Y = r.A, X = r.B });", "X: rows.B; Y: rows.A")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) => rows.SelectMany(r => r.D.Select(d => new Out(d, r.A)));", "X: rows.D; Y: rows.A")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) => rows.Select(r => new Out(Score(r), 1)); static int Score(In r) => r.A;", "X: rows.*; Y:")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<Out> rows) => rows.Where(r => r.X > 1);", "X: rows.X; Y: rows.Y; rows: filter rows.X")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<Out> rows, IReadOnlyList<Side> side) => rows.Select(r => r with { Y = r.X + side.Count });", "X: rows.X; Y: rows.X rows.Y")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) => rows.Select(r => new Out(r.A, r.B)).Where(o => o.X > 1).Distinct();", "X: rows.A; Y: rows.B; rows: filter rows.A rows.B, distinct rows.A rows.B")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) => rows.Count > 1 ? [new Out(rows[0].A, 1)] : [];", "X: rows.A; Y:")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) => rows.Select(r => new Out(r.C switch { { Length: > 2 } c => c.Length, _ => r.A }, r is { B: var b } ? b : 0));", "X: rows.A rows.C; Y: rows.*")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) => rows.Join([1, 2], r => r.A, n => n, (r, n) => new Out(r.B, n));", "X: rows.B; Y:; rows: join rows.A")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) => rows.Zip(rows.Skip(1), (r, next) => new Out(r.A, next.B));", "X: rows.* rows.A; Y: rows.*")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows, Model model) => rows.Select(r => new Out((int)(r.A * model.Slope), r.B));", "X: model.* rows.A; Y: rows.B")]
    [InlineData("Materialized<IReadOnlyList<Out>> M(IReadOnlyList<In> rows) => new(rows.Select(r => new Out(r.A, r.B)).ToList());", "X: rows.A; Y: rows.B")]
    [InlineData("async Task<IReadOnlyList<Out>> M(IReadOnlyList<In> rows) { await Task.Yield(); var all = rows.Select(r => new Out(r.A, r.B)).ToList(); return all; }", "X: rows.A; Y: rows.B")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In>? rows) => (rows ?? []).Select(r => new Out(r.A, r.B));", "X: rows.A; Y: rows.B")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) => rows.Select((r, i) => new Out(r.A, i));", "X: rows.A; Y:")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) { foreach (var r in rows) { var text = $\"{r.C}:{r.A}\"; yield return new Out(text.Length, r?.B ?? 0); } }", "X: rows.A rows.C; Y: rows.B")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) { var seen = new HashSet<int>(); foreach (var r in rows) { if (seen.Add(r.A)) { yield return new Out(r.B, 0); } } }", "X: rows.B; Y:; rows: filter rows.A")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) { for (var i = 0; i < rows.Count; i++) { var r = rows[i]; yield return new Out(r.A, i); } }", "X: rows.A; Y:")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows, IReadOnlyList<Side> side) { var names = new Dictionary<int, int>(); foreach (var s in side) { names[s.K] = s.V; } foreach (var r in rows) { yield return new Out(names[r.A], r.B); } }", "X: rows.A side.K side.V; Y: rows.B")]
    [InlineData("IEnumerable<Out> M() => [new Out(1, 2)];", "nothing")]
    public void Columns_come_from_what_the_text_uses(string method, string expected) => Text(method).ShouldBe(expected);

    [Theory]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) => Build(rows); static IEnumerable<Out> Build(IReadOnlyList<In> rows) => [];", "doubt: what it returns is not followed: Build(rows)")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) { return Each(); IEnumerable<Out> Each() => []; }", "doubt: a function in it is not followed: IEnumerable<Out> Each() => [];")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) { Func<In, int> f = r => r.A; return rows.Select(r => new Out(f(r), 1)); }", "doubt: a lambda is kept for later: r => r.A")]
    [InlineData("(IReadOnlyList<Out> One, IReadOnlyList<Out> Two) M(IReadOnlyList<In> rows) => ([], []);", "doubt: it makes several assets")]
    [InlineData("IEnumerable<Out> M(IReadOnlyList<In> rows) => rows.Select(Make); static Out Make(In r) => new(r.A, r.B);", "doubt: what it returns is not followed: rows.Select(Make)")]
    public void What_the_text_does_not_say_is_said(string method, string expected) => Text(method).ShouldBe(expected);

    [Fact]
    public void Another_constructor_than_that_of_the_columns_is_not_trusted()
    {
        using var loaded = LoadedAssembly.Of("""
            using System.Linq;

            [Contract] public sealed record In(int A, int B);
            [Contract] public sealed record Out(int X, int Y) { public Out(int y) : this(0, y) { } }
            [Domain("d")] public static class Assets
            {
                [Asset] public static In[] Rows() => [];
                [Asset] public static IEnumerable<Out> M(IReadOnlyList<In> rows) => rows.Select(r => new Out(r.A));
            }
            """);

        loaded.Step("Assets.M").Outputs[0].Lineage!.Doubts.ShouldBe(["it makes 'Out' with 1 of its 2 values"]);
    }

    private static string Text(string method)
    {
        using var loaded = LoadedAssembly.Of(Types + $$"""
            [Domain("d")] public static class Assets
            {
                [Asset] public static In[] Rows() => [];
                [Asset] public static Side[] Side() => [];
                [Asset] public static Model Model() => new(1);
                [Asset] public static {{method.Replace("IReadOnlyList<Out> rows", "[Upstream(typeof(Assets), nameof(Outs))] IReadOnlyList<Out> rows", StringComparison.Ordinal)}}
                [Asset] public static Out[] Outs() => [];
            }
            """);
        var lineage = loaded.Catalog.Steps.Single(step => step.Method == "M").Outputs[0].Lineage;
        return lineage is null ? "nothing" : string.Join("; ",
        [
            .. lineage.Columns.Select(column => $"{column.Name}: {string.Join(' ', column.Edges.Select(edge => edge.Source))}".TrimEnd()),
            .. lineage.Rows.Count > 0 ? [$"rows: {Rows(lineage.Rows)}"] : Array.Empty<string>(),
            .. lineage.Doubts.Select(doubt => $"doubt: {doubt}"),
        ]);
    }

    private static string Rows(IReadOnlyList<LineageEdge> edges) => string.Join(", ", Enum.GetValues<LineageUse>().Where(use => use > LineageUse.Value)
        .Select(use => (use, Sources: edges.Where(edge => (edge.Use & use) != 0).Select(edge => edge.Source).ToList())).Where(pair => pair.Sources.Count > 0)
        .Select(pair => $"{pair.use.ToString().ToLowerInvariant()} {string.Join(' ', pair.Sources)}"));
}
