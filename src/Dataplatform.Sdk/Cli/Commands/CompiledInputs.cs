using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>
/// What the names in a table's query stand for. A step gives its inputs names of their own, which exist only while it
/// runs; whoever wants to run the query elsewhere has to know what is behind them.
/// </summary>
internal static class CompiledInputs
{
    public static IEnumerable<string> Comments(AssetGraph graph, AssetNode node, SqlDialect dialect)
    {
        if (node.Definition.IsExternal || node.Definition.As != Materialize.Table)
        {
            // The query of a view or ephemeral asset has public names.
            return [];
        }

        return node.Step.Inputs.Select(input => $"-- {dialect.Identifier(input.Name)} = {Source(graph[input.Key], input, node, dialect)}");
    }

    private static string Source(AssetNode source, InputDefinition input, AssetNode reader, SqlDialect dialect)
    {
        var relation = Relation(source, dialect);
        if (relation is null)
        {
            return $"the query of {source.Key}: compile {source.Key}";
        }

        if (input.IsSelf)
        {
            return $"{relation}, the last version of this asset";
        }

        return source.Definition.Store == reader.Definition.Store
            ? relation
            : $"{relation} in {(source.Definition.Store is { } store ? $"the store '{store}'" : "the default store")}";
    }

    private static string? Relation(AssetNode source, SqlDialect dialect)
    {
        if (!source.Definition.IsExternal)
        {
            return source.Definition.As == Materialize.Ephemeral ? null : dialect.PublicName(source.Key);
        }

        return source.Step.Location?.Invoke() is { Schema: { } schema, Table: { } table }
            ? $"{dialect.Identifier(schema)}.{dialect.Identifier(table)}"
            : null;
    }
}
