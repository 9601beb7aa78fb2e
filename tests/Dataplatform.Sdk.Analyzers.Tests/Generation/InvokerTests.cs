using Dataplatform.Sdk.Analyzers.Tests.Harness;
using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Analyzers.Tests.Generation;

public sealed class InvokerTests
{
    private const string Types = """
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging;

        [Contract] public sealed record Row(int Id);
        [Artifact] public sealed record Model(double Slope);
        public sealed record Report(string Title);
        public static class Data { public static Row[] Rows => [new(1), new(2)]; public static Model Model => new(0.5); }

        """;

    [Theory]
    [InlineData("IReadOnlyList<Row> A() => Data.Rows;", "rows 0: [{\"Id\":1},{\"Id\":2}]")]
    [InlineData("IEnumerable<Row> A() { yield return new(3); }", "rows 0: [{\"Id\":3}]")]
    [InlineData("List<Row> A() => [new(3)];", "rows 0: [{\"Id\":3}]")]
    [InlineData("Row[] A() => [new(3)];", "rows 0: [{\"Id\":3}]")]
    [InlineData("HashSet<Row> A() => [new(3)];", "rows 0: [{\"Id\":3}]")]
    [InlineData("async IAsyncEnumerable<Row> A() { await Task.Yield(); yield return new(3); }", "stream 0: [{\"Id\":3}]")]
    [InlineData("Task<IReadOnlyList<Row>> A() => Task.FromResult<IReadOnlyList<Row>>(Data.Rows);", "rows 0: [{\"Id\":1},{\"Id\":2}]")]
    [InlineData("async Task<IAsyncEnumerable<Row>> A() { await Task.Yield(); return B(); async IAsyncEnumerable<Row> B() { await Task.Yield(); yield return new(4); } }", "stream 0: [{\"Id\":4}]")]
    [InlineData("Sql<Row> A() => $\"select {1} as id\";", "query 0: Row of 3 parts")]
    [InlineData("async ValueTask<Sql<Row>> A() { await Task.Yield(); return $\"select 1 as id\"; }", "query 0: Row of 1 parts")]
    [InlineData("Materialized<Sql<Row>> A() => new($\"select 1 as id\") { [\"x\"] = 1 };", "metadata 0: x=Integer { Value = 1 }", "query 0: Row of 1 parts")]
    [InlineData("Task<Materialized<Row[]>> A() => Task.FromResult(new Materialized<Row[]>([new(5)]) { [\"x\"] = \"y\" });", "metadata 0: x=Text { Value = y }", "rows 0: [{\"Id\":5}]")]
    [InlineData("Model A() => Data.Model;", "artifact 0: {\"Slope\":0.5}")]
    [InlineData("ValueTask<Report> A() => new(new Report(\"r\"));", "artifact 0: {\"Title\":\"r\"}")]
    [InlineData("int A() => 7;", "artifact 0: 7")]
    [InlineData("IReadOnlyList<string> A() => [\"a\"];", "artifact 0: [\"a\"]")]
    [InlineData("Model? A() => null;", "absent 0")]
    [InlineData("int? A() => 7;", "artifact 0: 7")]
    [InlineData("void A() { }", "effect 0")]
    [InlineData("Task A() => Task.CompletedTask;", "effect 0")]
    [InlineData("ValueTask A() => default;", "effect 0")]
    [InlineData("(Row[] First, Model? Second, IReadOnlyList<Row>? Third) A() => (Data.Rows, null, [new(9)]);", "rows 0: [{\"Id\":1},{\"Id\":2}]", "absent 1", "rows 2: [{\"Id\":9}]")]
    [InlineData("Task<(Materialized<Model> M, Sql<Row>? Q)> A() => Task.FromResult<(Materialized<Model>, Sql<Row>?)>((new(Data.Model) { [\"k\"] = true }, null));", "metadata 0: k=Boolean { Value = True }", "artifact 0: {\"Slope\":0.5}", "absent 1")]
    public async Task Every_return_type_is_handed_over(string method, params string[] log)
    {
        using var loaded = LoadedAssembly.Of(Types + $"public static class Assets {{ [Asset] public static {method} }}");
        (await RecordingInvocation.RunAsync(loaded.Step("Assets.A"))).ShouldBe(log);
    }

    [Theory]
    [InlineData("Task<Row[]> A() => null!;", "'Assets.A' returned a task that is null for 'shop/a'. Return a value, or throw an exception that says why there is none.")]
    [InlineData("Task A() => null!;", "'Assets.A' returned a task that is null for 'shop/a'. Return a value, or throw an exception that says why there is none.")]
    [InlineData("Materialized<Row[]> A() => null!;", "'Assets.A' returned null for 'shop/a'. Return a value, or throw an exception that says why there is none.")]
    [InlineData("ValueTask<Materialized<Row[]>> A() => default;", "'Assets.A' returned null for 'shop/a'. Return a value, or throw an exception that says why there is none.")]
    [InlineData("Split A() => null!;", "'Assets.A' returned null for 'shop/left', 'shop/right'. Return a value, or throw an exception that says why there is none.")]
    [InlineData("async Task<Split> A() { await Task.Yield(); return null!; }", "'Assets.A' returned null for 'shop/left', 'shop/right'. Return a value, or throw an exception that says why there is none.")]
    [InlineData("(Materialized<Row[]> Left, Row[]? Right) A() => (null!, null);", "'Assets.A' returned null for 'shop/left'. Return a value, or throw an exception that says why there is none.")]
    public async Task Null_where_a_value_is_promised_names_the_method_and_the_assets(string method, string message)
    {
        using var loaded = LoadedAssembly.Of(Types + $$"""
            [Outputs] public sealed record Split(Row[] Left, Materialized<Row[]> Right);
            public static class Assets { [Asset] public static {{method}} }
            """);
        (await Should.ThrowAsync<DataplatformException>(() => RecordingInvocation.RunAsync(loaded.Step("Assets.A")))).Message.ShouldBe(message);
    }

    [Fact]
    public async Task A_record_of_outputs_is_several_assets()
    {
        using var loaded = LoadedAssembly.Of(Types + """
            [Outputs] public sealed record Split(IReadOnlyList<Row> TrainSet, Row[]? TestSet, Model Fitted);
            public static class Assets { [Asset] public static Split Divide() => new(Data.Rows, null, Data.Model); }
            """);
        var step = loaded.Step("Assets.Divide");
        step.Outputs.Select(o => $"{o.Key} {o.Kind} {o.ValueType} {o.IsOptional}").ShouldBe(
            ["shop/train_set Rows Row False", "shop/test_set Rows Row True", "shop/fitted Artifact Model False"]);
        (await RecordingInvocation.RunAsync(step)).ShouldBe(["rows 0: [{\"Id\":1},{\"Id\":2}]", "absent 1", "artifact 2: {\"Slope\":0.5}"]);
    }

    [Theory]
    [InlineData("Table<Row> input", "(int)await input.CountAsync()", 2)]
    [InlineData("IReadOnlyList<Row> input", "input.Count", 2)]
    [InlineData("IEnumerable<Row> input", "System.Linq.Enumerable.Count(input)", 2)]
    [InlineData("Row[] input", "input.Length", 2)]
    [InlineData("List<Row> input", "input.Count", 2)]
    [InlineData("IAsyncEnumerable<Row> input", "await System.Linq.AsyncEnumerable.CountAsync(input)", 2)]
    [InlineData("[Upstream(\"Other\")] Row[] rows", "rows.Length", 2)]
    [InlineData("[Self] Table<Row>? a", "a is null ? 0 : 1", 1)]
    [InlineData("Row[]? input", "input is null ? 0 : 1", 1)]
    public async Task Every_form_of_rows_is_bound(string parameter, string expression, int result)
    {
        using var loaded = LoadedAssembly.Of(Types + $$"""
            public static class Assets
            {
                [Asset] public static Row[] Input() => [];
                [Asset] public static Row[] Other() => [];
                [Asset] public static async Task<Row[]> A({{parameter}}) { await Task.Yield(); return [new({{expression}})]; }
            }
            """);
        var step = loaded.Step("Assets.A");
        (await RecordingInvocation.RunAsync(step, run => run.Inputs[0] = loaded.Data("Rows"))).ShouldBe([$"rows 0: [{{\"Id\":{result}}}]"]);
        if (step.Inputs[0].IsOptional)
        {
            (await RecordingInvocation.RunAsync(step)).ShouldBe(["rows 0: [{\"Id\":0}]"], "null is passed for what was never published");
        }
    }

    [Fact]
    public async Task Artifacts_resources_and_what_the_run_gives_are_bound_by_type()
    {
        using var loaded = LoadedAssembly.Of(Types + """
            public interface IApi { string Name { get; } }
            public sealed class Api : IApi { public string Name => "api"; }
            public static class Assets
            {
                [Asset] public static Model Fitted() => new(1);
                [Asset] public static int? Count() => 1;
                [Asset]
                public static string A(
                    Model fitted, [Upstream] int? count, [Resource] Model plain, IApi api, [FromKeyedServices("second")] IApi other, IApi? missing,
                    AssetContext context, CancellationToken ct, ILogger log, TimeProvider clock) =>
                    $"{fitted} {count} {plain} {api.Name} {other.Name} {missing is null} {context.Key} {ct.CanBeCanceled} {log == context.Logger} {clock == context.TimeProvider}";
            }
            """);
        var step = loaded.Step("Assets.A");
        step.Inputs.Select(i => $"{i.Parameter} {i.Key} {i.Kind} {i.IsOptional}").ShouldBe(["fitted shop/fitted Artifact False", "count shop/count Artifact True"]);
        step.Resources.Select(r => $"{r.Parameter} {r.Type.Name} {r.Key} {r.IsOptional}").ShouldBe(
            ["plain Model  False", "api IApi  False", "other IApi second False", "missing IApi  True"]);
        var api = loaded.Assembly.GetType("IApi")!;
        var instance = Activator.CreateInstance(loaded.Assembly.GetType("Api")!)!;
        var log = await RecordingInvocation.RunAsync(step, run =>
        {
            run.Inputs[0] = loaded.Data("Model");
            run.Inputs[1] = 3;
            run.Resources[(loaded.Data("Model").GetType(), null)] = loaded.Data("Model");
            run.Resources[(api, "second")] = instance;
            run.Resources[(api, null)] = instance;
        });
        log.ShouldBe(["artifact 0: \"Model { Slope = 0.5 } 3 Model { Slope = 0.5 } api api False test/asset False True True\""]);
    }

    [Fact]
    public async Task An_instance_method_is_called_on_an_instance_made_by_the_engine()
    {
        using var loaded = LoadedAssembly.Of(Types + """
            public sealed class Training(Model start, ILogger<Training>? log)
            {
                [Asset] public Model Train([Self] Model? train) => new((train ?? start).Slope + (log is null ? 1 : 2));
            }
            """);
        var step = loaded.Step("Training.Train");
        step.Resources.Select(r => $"{r.Parameter} {r.Type.Name} {r.IsOptional}").ShouldBe(["start Model False", "log ILogger`1 True"]);
        var log = await RecordingInvocation.RunAsync(step, run =>
        {
            run.Resources[(loaded.Data("Model").GetType(), null)] = loaded.Data("Model");
            run.Resources[(step.Resources[1].Type, null)] = null!;
        });
        log.ShouldBe(["artifact 0: {\"Slope\":1.5}"]);
    }

    [Fact]
    public void An_external_asset_has_a_location_and_no_invoker()
    {
        using var loaded = LoadedAssembly.Of(Types + "public static class Assets { [Asset] public static External<Row> Erp() => External.Table(\"erp\", \"rows\"); }");
        var step = loaded.Step("Assets.Erp");
        step.Invoke.ShouldBeNull();
        step.Location!().ShouldBe(External.Table("erp", "rows"));
        step.Outputs.Single().IsExternal.ShouldBeTrue();
        step.Outputs.Single().Kinds.ShouldBe(["external"]);
        step.Outputs.Single().Kind.ShouldBe(ValueKind.Rows);
    }
}
