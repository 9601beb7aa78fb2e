using System.Text;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Execution;

/// <summary>
/// Renders queries that name assets by their public names: of views and ephemeral assets. What has no public name (an
/// ephemeral asset, an external query) becomes a common table expression named by its key, each once.
/// </summary>
internal sealed class QueryInliner(AssetGraph graph, SqlDialect dialect, string? store)
{
    private readonly HashSet<AssetKey> _written = [];
    private readonly StringBuilder _expressions = new();

    /// <summary>Whether an optional input of an ephemeral asset is there.</summary>
    public Func<AssetKey, ValueTask<bool>> IsPublished { get; init; } = _ => ValueTask.FromResult(true);

    /// <summary>The query of an ephemeral or external asset.</summary>
    public async ValueTask<SqlQuery> QueryOfAsync(AssetNode node) => await RenderAsync(await PartsOfAsync(node));

    /// <summary>A query with public names and without parameters.</summary>
    public async ValueTask<SqlQuery> RenderAsync(IReadOnlyList<SqlPart> parts)
    {
        var body = await BodyAsync(parts);
        return new SqlQuery(_expressions.Length == 0 ? body : $"with {_expressions} select * from (\n{body}\n)", []);
    }

    private async ValueTask<string> BodyAsync(IReadOnlyList<SqlPart> parts)
    {
        foreach (var part in parts)
        {
            if (part is SqlPart.Table { Reference: var reference })
            {
                await WriteExpressionAsync(graph[reference.Key]);
            }
        }

        // A semicolon that ends a statement would end it inside the parentheses.
        return SqlRenderer.RenderLiterals(parts, dialect, Name).Text.TrimEnd().TrimEnd(';');
    }

    private async ValueTask WriteExpressionAsync(AssetNode node)
    {
        if (!IsInlined(node) || !_written.Add(node.Key))
        {
            return;
        }

        var body = await BodyAsync(await PartsOfAsync(node));
        _expressions.Append(_expressions.Length == 0 ? string.Empty : ", ")
            .Append(dialect.Identifier(node.Key.Path)).Append(" as (\n").Append(body).Append("\n)");
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

        return await QueryCapture.PartsOfAsync(node, input => hasInput[input]);
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
}
