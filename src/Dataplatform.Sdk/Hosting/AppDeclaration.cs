using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Selection;

namespace Dataplatform.Sdk.Hosting;

/// <summary>
/// What an app declared: inert, and enough for every verb that only looks. Mistakes in it are told when it is used, by
/// the runner in one line, and not by a stack trace out of the user's Main.
/// </summary>
internal sealed class AppDeclaration
{
    private readonly Lazy<AssetGraph> _graph;

    public AppDeclaration(
        string name,
        string environment,
        string contentRoot,
        IReadOnlyList<AssetCatalog> catalogs,
        IReadOnlyList<JobDefinition> jobs,
        IReadOnlyList<StoreRegistration> stores)
    {
        Name = name;
        Environment = environment;
        ContentRoot = contentRoot;
        Catalogs = catalogs;
        Jobs = jobs;
        Stores = stores;
        _graph = new(() => AssetGraph.Build(Catalogs));
    }

    public string Name { get; }

    public string Environment { get; }

    /// <summary>What is wrong with how the program was started; null if nothing is.</summary>
    public string? Mistake { get; init; }

    public string ContentRoot { get; }

    public IReadOnlyList<AssetCatalog> Catalogs { get; }

    /// <summary>The types that are run configuration, those of assets without a catalog entry included.</summary>
    public IReadOnlyList<Type> Configs => [.. Catalogs.SelectMany(catalog => catalog.Configs.Concat(catalog.Steps.Concat(catalog.Observers).SelectMany(step => step.Configs))).Distinct()];

    public IReadOnlyList<JobDefinition> Jobs { get; }

    public IReadOnlyList<StoreRegistration> Stores { get; }

    /// <summary>The graph of all catalogs.</summary>
    /// <exception cref="DataplatformException">The assets do not make a graph.</exception>
    public AssetGraph Graph => _graph.Value;

    /// <summary>The selection of a job.</summary>
    /// <exception cref="DataplatformException">There is no such job, or its selection is wrong.</exception>
    public AssetSelection Job(string name)
    {
        var job = Jobs.FirstOrDefault(job => job.Name == name) ?? throw new DataplatformException(
            $"There is no job '{name}'.{Suggest(name)}");
        try
        {
            var selection = job.Selection();
            selection.Resolve(Graph);
            return selection;
        }
        catch (SelectionException e)
        {
            throw new DataplatformException($"The selection of the job '{name}' is wrong: {e.Message}", e);
        }
    }

    private string Suggest(string name)
    {
        var near = NearestName.Suggestion(name, Jobs.Select(job => job.Name));
        return near.Length > 0 || Jobs.Count == 0
            ? near.Length > 0 ? near : " The app has none: builder.AddJob(name, selection) adds one."
            : $" The jobs are {string.Join(", ", Jobs.Select(job => $"'{job.Name}'"))}.";
    }
}
