using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Dataplatform.Sdk.Tests.Execution;

public sealed class PreflightTests
{
    public interface IShopApi
    {
        string Name { get; }
    }

    public interface IMailer<T>
    {
        T Last { get; }
    }

    private static StepDefinition Taking(StepDefinition step) => step with
    {
        Resources =
        [
            new(typeof(IShopApi), null, "shop"),
            new(typeof(IMailer<string>), "reports", "mailer"),
            new(typeof(Uri), null, "address", IsOptional: true),
        ],
    };

    [Fact]
    public async Task All_missing_services_and_stores_are_listed_before_anything_runs()
    {
        var run = new TestRun(new TestCatalog()
            .Step([TestCatalog.EffectOf("a/x")], step => step.EffectAsync(0), with: Taking)
            .Step([TestCatalog.EffectOf("a/y")], step => step.EffectAsync(0), with: Taking)
            .Rows("a/z", with: asset => asset with { Store = "lke" }));
        run.Stores["lake"] = new MemoryStore("lake");

        var exception = await Should.ThrowAsync<DataplatformException>(() => run.ExecuteAsync());

        exception.Message.ShouldBe(
            """
            The run cannot start:
            - No service 'IShopApi' is registered; TestAssets.AX (shop), TestAssets.AY (shop) take it. Add: builder.Services.AddSingleton<IShopApi, …>();
            - No service 'IMailer<String>' with the key "reports" is registered; TestAssets.AX (mailer), TestAssets.AY (mailer) take it. Add: builder.Services.AddKeyedSingleton<IMailer<String>, …>("reports");
            - There is no store named 'lke'. Did you mean 'lake'? Registered: the default store, 'lake'. Add it: builder.AddStore("lke", …); or builder.UseDuckDb(…) under that name. 'a/z' needs it.
            """.ReplaceLineEndings("\n"));
        run.Observer.Events.ShouldBeEmpty();
        run.Store.Opened.ShouldBe(0, "opening a store creates it");
    }

    [Fact]
    public async Task What_the_store_refuses_is_listed_with_the_rest_and_the_store_stays_closed()
    {
        var run = new TestRun(new TestCatalog().Rows("a/x").Rows("a/y").Effect("a/z").Rows("b/x", with: asset => asset with { Store = "lake" }));
        run.Store.Refusing = key => key.Name == "y" ? null : $"'{key}' cannot be kept. Rename it.";

        (await Should.ThrowAsync<DataplatformException>(() => run.ExecuteAsync())).Message.ShouldMatch(
            @"^The run cannot start:\n- There is no store named 'lake'\..*\n- 'a/x' cannot be kept\. Rename it\.$");
        run.Observer.Events.ShouldBeEmpty();
        run.Store.Opened.ShouldBe(0);
    }

    [Fact]
    public async Task An_input_that_was_never_published_is_named_with_the_remedy()
    {
        var catalog = new TestCatalog()
            .Rows("raw/orders").Rows("raw/there")
            .Query("stg/one", step => $"from {step.Table<Item>(0)}", ["raw/orders"], asset => asset with { As = Materialize.Ephemeral })
            .Rows("marts/x", ["stg/one", "raw/there"]);
        var run = new TestRun(catalog);
        run.Store.With("raw/there");

        (await Should.ThrowAsync<DataplatformException>(() => run.ExecuteAsync("marts/x"))).Message.ShouldBe(
            "The run cannot start:\n- 'raw/orders' was never published and is not in the plan, but 'marts/x' reads it. Compute it as well: --select \"+marts/x\".");
    }

    [Fact]
    public async Task Without_any_store_the_way_to_add_one_is_shown()
    {
        var run = new TestRun(new TestCatalog().Rows("a/x"));
        run.Stores.Clear();

        (await Should.ThrowAsync<DataplatformException>(() => run.ExecuteAsync())).Message
            .ShouldContain("There is no default store. No store is registered. Add one: builder.UseDuckDb(");
    }

    [Fact]
    public async Task A_step_with_services_has_a_scope_of_its_own_that_is_disposed_when_it_ends()
    {
        var seen = new List<Disposable>();
        var catalog = new TestCatalog();
        foreach (var key in new[] { "a/x", "a/y" })
        {
            catalog.Effect(key, body: step =>
            {
                var resource = step.Resource<Disposable>();
                resource.ShouldBeSameAs(step.Resource<Disposable>());
                step.OptionalResource<Uri>().ShouldBeNull();
                step.Instance<Owner>().Resource.ShouldBeSameAs(resource);
                resource.IsDisposed.ShouldBeFalse();
                seen.Add(resource);
                return default;
            });
        }

        var run = new TestRun(catalog) { Options = new() { MaxParallel = 1 } };
        run.Services.AddScoped<Disposable>();

        (await run.ExecuteAsync()).Lines().ShouldBe(["a/x Materialized", "a/y Materialized"]);
        seen.Distinct().Count().ShouldBe(2);
        seen.ShouldAllBe(resource => resource.IsDisposed);
    }

    [Fact]
    public async Task A_store_is_opened_once()
    {
        var run = new TestRun(new TestCatalog().Rows("a/x").Rows("a/y").Rows("a/z", ["a/x"]));

        await run.ExecuteAsync();

        run.Store.Opened.ShouldBe(1);
    }

    public sealed class Owner(Disposable resource)
    {
        public Disposable Resource => resource;
    }

    public sealed class Disposable : IAsyncDisposable
    {
        public bool IsDisposed { get; private set; }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
