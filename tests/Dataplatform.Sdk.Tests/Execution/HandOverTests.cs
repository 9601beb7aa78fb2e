using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Dataplatform.Sdk.Tests.Execution;

/// <summary>What methods hand over by mistake, and what is given back whatever happens.</summary>
public sealed class HandOverTests
{
    [Fact]
    public async Task Null_is_refused_and_the_last_good_version_stands()
    {
        var isNull = false;
        var run = new TestRun(new TestCatalog()
            .Step([TestCatalog.TextOf("a/text")], step => step.ArtifactAsync(0, isNull ? null! : "good"))
            .Step([TestCatalog.RowsOf("a/rows")], step => step.RowsAsync(0, isNull ? null! : (IEnumerable<Item>)[new Item(1)]))
            .Step([TestCatalog.RowsOf("a/stream")], step => step.StreamAsync(0, isNull ? null! : AsyncEnumerable.Empty<Item>())));
        await run.ExecuteAsync();
        var before = run.Store.Published.ToDictionary();
        isNull = true;

        (await run.ExecuteAsync()).Lines().ShouldBe(
        [
            "a/rows Failed: 'TestAssets.ARows' returned null for 'a/rows'. Return an empty collection, or make the return type nullable to leave the asset out.",
            "a/stream Failed: 'TestAssets.AStream' returned null for 'a/stream'. Return an empty collection, or make the return type nullable to leave the asset out.",
            "a/text Failed: 'TestAssets.AText' returned null for 'a/text'. Return a value, or make the return type nullable to leave the asset out.",
        ]);
        run.Store.Published.ToDictionary().ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public async Task What_cannot_be_given_back_keeps_nothing_else_open()
    {
        Scoped? scoped = null;
        var run = new TestRun(new TestCatalog().Step(
            [TestCatalog.RowsOf("a/x"), TestCatalog.RowsOf("a/y") with { Store = "lake" }],
            async step =>
            {
                scoped = step.Resource<Scoped>();
                step.Instance<Failing>();
                await step.RowsAsync(0, [new Item(1)]);
                await step.RowsAsync(1, [new Item(1)]);
            }));
        run.Services.AddScoped<Scoped>();
        run.Stores["lake"] = new MemoryStore("lake");
        run.Store.Closing = _ => throw new InvalidOperationException("the store is gone");

        (await run.ExecuteAsync()).Status.ShouldBe(RunStatus.Succeeded);

        run.Stores["lake"].OpenSessions.ShouldBe(0);
        scoped!.IsDisposed.ShouldBeTrue();
    }

    public sealed class Scoped : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    public sealed class Failing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.FromException(new InvalidOperationException("will not go"));
    }
}
