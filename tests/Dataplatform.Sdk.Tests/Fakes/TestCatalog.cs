using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Tests.Fakes;

/// <summary>Writes by hand what the generator would: a catalog, step by step.</summary>
internal sealed class TestCatalog(string assembly = "Tests")
{
    private readonly List<StepDefinition> _steps = [];
    private readonly List<StepDefinition> _observers = [];

    public static AssetDefinition RowsOf(string key) =>
        new() { Key = new(key), Kind = ValueKind.Rows, ValueType = "Item", Rows = ItemCodec.Instance };

    public static AssetDefinition EffectOf(string key) => new() { Key = new(key), Kind = ValueKind.Effect };

    public static AssetDefinition TextOf(string key) =>
        new() { Key = new(key), Kind = ValueKind.Artifact, ValueType = "string", Artifact = TextCodec.Instance };

    public static InputDefinition Reading(string key) => new()
    {
        Key = new(key),
        Parameter = new AssetKey(key).Name,
        Name = new AssetKey(key).Name,
        Kind = ValueKind.Rows,
        ValueType = "Item",
        Rows = ItemCodec.Instance,
    };

    public static InputDefinition ReadingText(string key) =>
        Reading(key) with { Kind = ValueKind.Artifact, ValueType = "string", Rows = null, Artifact = TextCodec.Instance };

    /// <summary>Adds a step as it is.</summary>
    public TestCatalog Step(
        IReadOnlyList<AssetDefinition> outputs,
        Func<StepInvocation, ValueTask> invoke,
        IReadOnlyList<InputDefinition>? inputs = null,
        Func<StepDefinition, StepDefinition>? with = null)
    {
        var step = new StepDefinition
        {
            DeclaringType = typeof(TestAssets),
            Method = string.Concat(outputs[0].Key.Path.Split('/', '_').Select(part => char.ToUpperInvariant(part[0]) + part[1..])),
            Outputs = outputs,
            Inputs = inputs ?? [],
            Invoke = invoke,
        };
        _steps.Add(with is null ? step : with(step));
        return this;
    }

    /// <summary>Adds an asset without a value; it runs <paramref name="body"/>.</summary>
    public TestCatalog Effect(string key, IEnumerable<string>? after = null, Func<StepInvocation, ValueTask>? body = null) => Step(
        [EffectOf(key)],
        async step =>
        {
            if (body is not null)
            {
                await body(step);
            }

            await step.EffectAsync(0);
        },
        with: step => step with { After = [.. (after ?? []).Select(upstream => new AssetKey(upstream))] });

    /// <summary>Adds a table of one row that is run by policies; its body may fail.</summary>
    public TestCatalog Policed(string key, StepPolicies policies, Func<StepInvocation, ValueTask>? body = null, IEnumerable<string>? after = null) => Step(
        [RowsOf(key)],
        async step =>
        {
            await step.RowsAsync(0, [new Item(1)]);
            if (body is not null)
            {
                await body(step);
            }
        },
        with: step => step with { Policies = policies, After = [.. (after ?? []).Select(upstream => new AssetKey(upstream))] });

    /// <summary>Adds a table made in C#; it reads all its inputs, then hands over one row.</summary>
    public TestCatalog Rows(
        string key,
        IEnumerable<string>? reads = null,
        Func<AssetDefinition, AssetDefinition>? with = null,
        Func<StepInvocation, ValueTask>? body = null)
    {
        InputDefinition[] inputs = [.. (reads ?? []).Select(Reading)];
        var asset = with is null ? RowsOf(key) : with(RowsOf(key));
        return Step(
            [asset],
            async step =>
            {
                for (var i = 0; i < inputs.Length; i++)
                {
                    await step.RowsAsync<Item>(i);
                }

                if (body is not null)
                {
                    await body(step);
                }

                await step.RowsAsync(0, [new Item(1)]);
            },
            inputs);
    }

    /// <summary>Adds an asset made by a query.</summary>
    public TestCatalog Query(string key, Func<StepInvocation, Sql<Item>> query, IEnumerable<string>? reads = null, Func<AssetDefinition, AssetDefinition>? with = null) => Step(
        [with is null ? RowsOf(key) : with(RowsOf(key))],
        step => step.QueryAsync(0, query(step)),
        [.. (reads ?? []).Select(Reading)],
        step => step with { IsSql = true });

    /// <summary>Adds an asset that somebody else makes.</summary>
    public TestCatalog External(string key, Func<ExternalLocation>? location = null, Func<AssetDefinition, AssetDefinition>? with = null, PartitionsDefinition? partitions = null)
    {
        var asset = RowsOf(key) with { IsExternal = true };
        return Step([with is null ? asset : with(asset)], _ => default, with: step => step with
        {
            Invoke = null,
            Partitions = partitions,
            Location = location ?? (() => Sdk.External.Table("erp", asset.Key.Name)),
        });
    }

    /// <summary>Adds a method that says the data version of an external asset.</summary>
    public TestCatalog Observer(string key, Func<StepInvocation, Observation?> observe, IEnumerable<string>? reads = null, StepPolicies? policies = null)
    {
        _observers.Add(new StepDefinition
        {
            DeclaringType = typeof(TestAssets),
            Method = $"Observe{string.Concat(key.Split('/', '_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]))}",
            Observes = new AssetKey(key),
            Outputs = [EffectOf(key)],
            Inputs = [.. (reads ?? []).Select(Reading)],
            Policies = policies ?? StepPolicies.None,
            Invoke = step => step.ObservedAsync(observe(step)),
        });
        return this;
    }

    public AssetCatalog Build() => new(assembly, [.. _steps.OrderBy(step => step.Name, StringComparer.Ordinal)]) { Observers = [.. _observers] };

    public AssetGraph Graph() => AssetGraph.Build([Build()]);
}
