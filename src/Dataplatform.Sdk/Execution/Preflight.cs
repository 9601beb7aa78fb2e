using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Configs;
using Dataplatform.Sdk.Execution.Policies;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Planning;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dataplatform.Sdk.Execution;

/// <summary>Looks for everything that would make a run fail later, before anything runs, and reports it all at once.</summary>
public static class Preflight
{
    /// <summary>Checks resources, stores, keys and inputs. Stores that the plan needs are open afterwards.</summary>
    /// <exception cref="DataplatformException">Something is missing; the message lists it all. Or a store cannot be opened.</exception>
    public static ValueTask CheckAsync(
        IServiceProvider services,
        StoreRegistry stores,
        AssetGraph graph,
        ExecutionPlan plan,
        CancellationToken cancellationToken) => CheckAsync(services, stores, graph, plan, configs: null, cancellationToken);

    internal static async ValueTask CheckAsync(
        IServiceProvider services,
        StoreRegistry stores,
        AssetGraph graph,
        ExecutionPlan plan,
        RunConfigs? configs,
        CancellationToken cancellationToken)
    {
        var problems = new List<string>(MissingResources(services, plan));
        problems.AddRange(PolicyProblems(services, graph, plan.Steps.Select(step => step.Step)));
        problems.AddRange(plan.Steps.Where(step => step.Step.Partitions is not null && step is { Slice: null, IsCheck: false }).Select(step =>
            $"'{step.Step.Name}' is divided {step.Step.Partitions}, and the plan does not say which partitions. Use 'backfill', or --partition."));
        problems.AddRange(configs?.Problems(plan.Called.SelectMany(step => step.Configs)) ?? []);
        var needs = new StoreNeeds(graph, plan);
        problems.AddRange(needs.Stores.Where(need => !stores.Has(need.Name)).Select(need => $"{stores.Missing(need.Name)} '{need.FirstUser}' needs it."));

        // A store that refuses a domain says the same of each of its assets.
        problems.AddRange(plan.Steps.SelectMany(step => step.Assets)
            .Where(asset => asset.Kind != ValueKind.Effect && stores.Has(asset.Store))
            .Select(asset => stores.For(asset).Refusal(asset.Key))
            .OfType<string>()
            .Distinct());

        problems.AddRange(plan.Steps.Where(step => step.Slice is not null).SelectMany(step => step.Assets).DistinctBy(asset => asset.Key)
            .Where(asset => asset.Kind != ValueKind.Effect && stores.Has(asset.Store) && !stores.For(asset).KeepsPartitions)
            .Select(asset => $"'{asset.Key}' is divided into partitions, which its store ({stores.For(asset).Description}) does not keep. Keep it in a DuckDB store with [Store]."));

        // Opening a store creates it, so it is not opened for a run that cannot start anyway.
        Report(problems);
        foreach (var (name, _) in needs.Stores)
        {
            var store = await stores.OpenAsync(name, cancellationToken);
            if (needs.InputsFrom(name) is { Count: > 0 } inputs)
            {
                var published = (await store.ListAsync(cancellationToken)).Select(asset => asset.Key).ToHashSet();
                problems.AddRange(inputs.Where(input => !published.Contains(input.Key)).Select(input => NeverPublished(input.Key, input.Reader)));
            }
        }

        Report(problems);
    }

    /// <summary>What is wrong with the pools and rate limits of the plan, a sentence for each.</summary>
    internal static IEnumerable<string> PolicyProblems(IServiceProvider services, AssetGraph graph, IEnumerable<StepDefinition> steps) =>
        new PolicyLimits(graph.Steps, services.GetService<IConfiguration>()).ProblemsOf(steps);

    /// <summary>The services that steps of the plan take and that are not registered, a sentence for each.</summary>
    public static IReadOnlyList<string> MissingResources(IServiceProvider services, ExecutionPlan plan) => MissingResources(services, plan.Called);

    /// <summary>The services that steps take and that are not registered, a sentence for each.</summary>
    internal static IReadOnlyList<string> MissingResources(IServiceProvider services, IEnumerable<StepDefinition> steps)
    {
        var plain = services.GetService<IServiceProviderIsService>();
        var keyed = services.GetService<IServiceProviderIsKeyedService>();
        var missing = new Dictionary<(Type Type, object? Key), List<string>>();
        foreach (var step in steps)
        {
            foreach (var resource in step.Resources)
            {
                // A container that cannot tell is asked when the step runs.
                var isThere = resource.Key is null
                    ? plain?.IsService(resource.Type)
                    : keyed?.IsKeyedService(resource.Type, resource.Key);
                if (isThere == false && !resource.IsOptional)
                {
                    if (!missing.TryGetValue((resource.Type, resource.Key), out var users))
                    {
                        missing.Add((resource.Type, resource.Key), users = []);
                    }

                    users.Add($"{step.Name} ({resource.Parameter})");
                }
            }
        }

        return [.. missing.Select(pair => NotRegistered(pair.Key.Type, pair.Key.Key, pair.Value))];
    }

    private static void Report(List<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new DataplatformException($"The run cannot start:\n{string.Join('\n', problems.Select(problem => $"- {problem}"))}");
        }
    }

    private static string NotRegistered(Type type, object? key, List<string> users)
    {
        var name = TypeNames.Of(type);
        var arguments = type.IsInterface || type.IsAbstract ? $"{name}, …" : name;
        var quoted = key is string text ? $"\"{text}\"" : key?.ToString();
        var line = key is null ? $"builder.Services.AddSingleton<{arguments}>();" : $"builder.Services.AddKeyedSingleton<{arguments}>({quoted});";
        var which = key is null ? $"'{name}'" : $"'{name}' with the key {quoted}";
        return $"No service {which} is registered; {string.Join(", ", users)} {(users.Count == 1 ? "takes" : "take")} it. Add: {line}";
    }

    private static string NeverPublished(AssetKey key, AssetKey reader) =>
        $"'{key}' was never published and is not in the plan, but '{reader}' reads it. Compute it as well: --select \"+{reader}\".";
}
