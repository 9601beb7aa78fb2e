using System.Globalization;
using Dataplatform.Sdk.CodeLocations;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Execution.Policies;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Graph.Rules;
using Dataplatform.Sdk.Ledger.Rules;
using Dataplatform.Sdk.Lineage;
using Dataplatform.Sdk.Planning;
using Dataplatform.Sdk.Selection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>Looks for everything that is wrong with an app.</summary>
internal static class AppValidation
{
    public static IReadOnlyList<Finding> Check(CliContext context, string[]? config)
    {
        IReadOnlyList<GraphProblem> problems;
        try
        {
            problems = AssetGraph.Check(context.Declaration.Catalogs);
        }
        catch (DataplatformException e)
        {
            return [new Finding(null, e.Message)];
        }

        // Plans, resources and jobs are questions to a graph, so they have to wait until there is one.
        return problems.Count > 0 ? OfGraph(context, problems) : [.. OfServices(context), .. OfConfigs(context, config), .. OfJobs(context), .. OfRetirements(context), .. OfGraph(context, LineageRules.Check(context.Lineage(config)))];
    }

    private static List<Finding> OfGraph(CliContext context, IReadOnlyList<GraphProblem> problems)
    {
        using var locations = new CodeLocationReader();
        return [.. problems.Select(problem => new Finding(problem.Id, problem.Message, Location(context, locations, problem)))];
    }

    private static string? Location(CliContext context, CodeLocationReader locations, GraphProblem problem)
    {
        var step = context.Declaration.Catalogs.SelectMany(catalog => catalog.Steps)
            .FirstOrDefault(step => step.Name == problem.Source && step.Outputs.Any(output => output.Key.Path == problem.Asset));
        return step is not null && context.Relative(locations.Find(step.DeclaringType, step.Method)) is { } location
            ? $"{problem.Source} in {location.File}:{location.Line}"
            : null;
    }

    private static IEnumerable<Finding> OfServices(CliContext context)
    {
        var plan = ExecutionPlanner.Plan(context.Graph, AssetSelection.All);
        var steps = context.Graph.Steps.Where(step => step.Invoke is not null).ToList();
        var stores = context.Stores;
        return Preflight.MissingResources(context.App.Services, steps)
            .Concat(new StoreNeeds(context.Graph, plan).Stores
                .Where(need => !stores.Has(need.Name))
                .Select(need => $"{stores.Missing(need.Name)} '{need.FirstUser}' needs it."))
            .Concat(Preflight.PolicyProblems(context.App.Services, context.Graph, steps))
            .Concat(new PolicyLimits(context.Graph.Steps, context.App.Services.GetService<IConfiguration>()).Unused)
            .Select(message => new Finding(null, message));
    }

    // An asset that has ended still runs: somebody has to take it away.
    private static IEnumerable<Finding> OfRetirements(CliContext context)
    {
        var today = DateOnly.FromDateTime(context.App.Clock.GetUtcNow().UtcDateTime).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var assets = GraphShapes.Of(context.Declaration.Catalogs);
        return assets.Select(asset => RetirementRules.Overdue(asset, assets, today)).OfType<string>().Select(message => new Finding(ContractRuleIds.Retired, message) { IsWarning = true });
    }

    private static IEnumerable<Finding> OfConfigs(CliContext context, string[]? config) =>
        context.Configs(config).Problems(context.Declaration.Configs).Select(message => new Finding(null, message));

    private static IEnumerable<Finding> OfJobs(CliContext context)
    {
        foreach (var job in context.Declaration.Jobs)
        {
            Finding? finding = null;
            try
            {
                context.Declaration.Job(job.Name);
            }
            catch (DataplatformException e)
            {
                finding = new Finding(null, e.Message);
            }

            if (finding is not null)
            {
                yield return finding;
            }
        }
    }
}
