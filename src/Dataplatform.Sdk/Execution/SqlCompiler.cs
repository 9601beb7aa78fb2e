using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Execution;

/// <summary>Renders the query of a SQL asset as a run would, without running anything.</summary>
public static class SqlCompiler
{
    /// <summary>
    /// The query of an asset: of a table with parameters and the names of its inputs, of a view or ephemeral asset with
    /// literals and public names. An input that may be absent counts as present.
    /// </summary>
    /// <exception cref="DataplatformException">There is no such asset, or it is not made by a query.</exception>
    public static SqlQuery Compile(AssetGraph graph, AssetKey key, SqlDialect dialect) => Compile(graph, key, dialect, QueryCapture.NoConfig);

    internal static SqlQuery Compile(AssetGraph graph, AssetKey key, SqlDialect dialect, Func<Type, object> configOf, IReadOnlyList<PartitionKey>? partitions = null)
    {
        var rendering = RenderAsync(graph, graph[key], dialect, configOf, partitions);

        // A SQL asset's method is synchronous; should it ever be not, waiting is what a compiler does.
        return rendering.IsCompleted ? rendering.Result : rendering.AsTask().GetAwaiter().GetResult();
    }

    private static async ValueTask<SqlQuery> RenderAsync(AssetGraph graph, AssetNode node, SqlDialect dialect, Func<Type, object> configOf, IReadOnlyList<PartitionKey>? partitions)
    {
        try
        {
            return await QueryOfAsync(graph, node, dialect, configOf, partitions);
        }
        catch (InvalidOperationException mistake)
        {
            // Of the query's author: a table turned into text, a value that no query takes. The message says it all.
            throw new DataplatformException(mistake.Message, mistake);
        }
    }

    private static async ValueTask<SqlQuery> QueryOfAsync(AssetGraph graph, AssetNode node, SqlDialect dialect, Func<Type, object> configOf, IReadOnlyList<PartitionKey>? partitions)
    {
        if (node.Definition.IsExternal || node.Definition.As != Materialize.Table)
        {
            return await new QueryInliner(graph, dialect, node.Definition.Store) { ConfigOf = configOf }.QueryOfAsync(node);
        }

        var parts = await QueryCapture.PartsOfAsync(node, _ => true, configOf, partitions);
        return SqlRenderer.Render(parts, dialect, reference => dialect.Identifier(reference.InputName));
    }
}
