using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Planning;

namespace Dataplatform.Sdk.Cli.Views;

/// <summary>What is said before a run.</summary>
/// <param name="App">The app's name.</param>
/// <param name="Environment">Development, Production …</param>
/// <param name="Stores">Where the assets go: files or servers.</param>
internal sealed record RunHeader(string App, string Environment, IReadOnlyList<string> Stores)
{
    /// <summary>What is said before a plan is run.</summary>
    public static RunHeader Of(CliContext context, ExecutionPlan plan) => new(
        context.Declaration.Name,
        context.Declaration.Environment,
        [.. plan.Steps.SelectMany(step => step.Assets)
            .Where(asset => asset.Kind != ValueKind.Effect)
            .Select(asset => asset.Store)
            .Distinct()
            .Where(context.Stores.Has)
            .Select(name => context.Stores.For(name).Description)]);
}
