using System.Text;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Execution;

/// <summary>
/// Renders queries that name assets by their public names: of views and ephemeral assets. What has no public name (an
/// ephemeral asset, an external query) becomes a common table expression named by its key, each once, in the columns and types
/// of its contract.
/// </summary>
internal sealed class QueryInliner(AssetGraph graph, SqlDialect dialect, string? store)
{
    private readonly HashSet<AssetKey> _written = [];
    private readonly StringBuilder _expressions = new();

    /// <summary>Whether an optional input of an ephemeral asset is there.</summary>
    public Func<AssetKey, ValueTask<bool>> IsPublished { get; init; } = _ => ValueTask.FromResult(true);

    /// <summary>The configuration of a type.</summary>
    public Func<Type, object> ConfigOf { get; init; } = QueryCapture.NoConfig;

    /// <summary>The query of an ephemeral or external asset.</summary>
    public async ValueTask<SqlQuery> QueryOfAsync(AssetNode node) => await RenderAsync(await PartsOfAsync(node));

    /// <summary>A query with public names and without parameters.</summary>
    public async ValueTask<SqlQuery> RenderAsync(IReadOnlyList<SqlPart> parts)
    {
        await WriteExpressionsAsync(parts);
        var body = Body(parts);
        return new SqlQuery(_expressions.Length == 0 ? body : $"with {_expressions} select * from (\n{body}\n)", []);
    }

    private string Body(IReadOnlyList<SqlPart> parts) =>
        // A semicolon that ends a statement would end it inside the parentheses.
        SqlRenderer.RenderLiterals(parts, dialect, Name).Text.TrimEnd().TrimEnd(';');

    // Depth first, what is read before what reads it. With a stack of its own: chains may be longer than the thread's.
    private async ValueTask WriteExpressionsAsync(IReadOnlyList<SqlPart> query)
    {
        var open = new Stack<OpenQuery>([new OpenQuery(null, query)]);
        while (open.TryPeek(out var current))
        {
            if (current.NextTable() is { } reference)
            {
                var node = graph[reference.Key];
                if (IsInlined(node) && _written.Add(node.Key))
                {
                    open.Push(new OpenQuery(node, await PartsOfAsync(node)));
                }

                continue;
            }

            open.Pop();
            if (current.Node is { } finished)
            {
                _expressions.Append(_expressions.Length == 0 ? string.Empty : ", ")
                    .Append(dialect.Identifier(finished.Key.Path)).Append(" as (\n")
                    .Append(InContract(finished, Body(current.Parts))).Append("\n)");
            }
        }
    }

    // Readers rely on the types that the contract promises, and here no store makes the result fit.
    private string InContract(AssetNode node, string body)
    {
        if (node.Definition.Rows?.Schema.Columns is not { Count: > 0 } columns)
        {
            return body;
        }

        var projection = string.Join(", ", columns.Select(column =>
            $"CAST({dialect.Identifier(column.Name)} AS {dialect.TypeName(column.Type)}) AS {dialect.Identifier(column.Name)}"));
        return $"select {projection} from (\n{body}\n)";
    }

    private async ValueTask<IReadOnlyList<SqlPart>> PartsOfAsync(AssetNode node)
    {
        if (node.Definition.IsExternal)
        {
            return ExternalLocations.Of(node).Query?.Parts
                ?? throw new DataplatformException($"'{node.Key}' is a relation of its store; it has no query.");
        }

        var hasInput = new bool[node.Step.Inputs.Count];
        for (var i = 0; i < hasInput.Length; i++)
        {
            var input = node.Step.Inputs[i];
            hasInput[i] = !(input.IsOptional || input.IsSelf) || await IsPublished(input.Key);
        }

        return await QueryCapture.PartsOfAsync(node, input => hasInput[input], ConfigOf);
    }

    private string Name(ITableReference reference)
    {
        var node = graph[reference.Key];
        if (node.Definition.Store != store)
        {
            throw new DataplatformException(
                $"A view or ephemeral asset reads '{node.Key}', which is kept in another store. Make it a table, whose inputs can come from any store.");
        }

        if (IsInlined(node))
        {
            return dialect.Identifier(node.Key.Path);
        }

        return node.Definition.IsExternal && ExternalLocations.Of(node) is { Schema: { } schema, Table: { } table }
            ? $"{dialect.Identifier(schema)}.{dialect.Identifier(table)}"
            : dialect.PublicName(node.Key);
    }

    private static bool IsInlined(AssetNode node) => node.Definition.IsExternal
        ? ExternalLocations.Of(node).Query is not null
        : node.Definition.As == Materialize.Ephemeral;

    /// <summary>A query whose tables are being looked at, one after the other.</summary>
    private sealed class OpenQuery(AssetNode? node, IReadOnlyList<SqlPart> parts)
    {
        private int _next;

        /// <summary>What the query makes; null for the one that is asked for.</summary>
        public AssetNode? Node => node;

        public IReadOnlyList<SqlPart> Parts => parts;

        public ITableReference? NextTable()
        {
            while (_next < parts.Count)
            {
                if (parts[_next++] is SqlPart.Table { Reference: var reference })
                {
                    return reference;
                }
            }

            return null;
        }
    }
}
