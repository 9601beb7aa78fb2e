using System.CommandLine;
using System.Globalization;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Cli.Writers;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>show</c>: the rows or the value of an asset.</summary>
internal static class ShowCommand
{
    private const int DefaultLimit = 20;

    public static Command Create(CliContext context)
    {
        var asset = new Argument<string>("asset") { Description = "The asset's key; its bare name if only one asset has it." };
        var limit = CommonOptions.Number("--limit", "At most so many rows.", DefaultLimit);
        var format = new RowFormatOptions();
        var command = new Command("show", "Show the rows or the value of an asset as it is published.") { asset, limit, format.Json, format.Csv };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var signals = StopSignals.Listen(context.Console, cancellationToken);
            var node = context.Find(parsed.GetRequiredValue(asset));
            await ShowAsync(context, node, parsed.GetValue(limit), format.Read(parsed), signals.Token);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task ShowAsync(CliContext context, AssetNode node, int limit, RowFormat format, CancellationToken cancellationToken)
    {
        var definition = node.Definition;
        switch (definition)
        {
            case { Kind: ValueKind.Effect }:
                throw new DataplatformException($"'{node.Key}' has no value to show: its effect is outside.");
            case { As: Materialize.Ephemeral }:
                throw new DataplatformException($"'{node.Key}' is ephemeral, so it is not kept. 'compile {node.Key}' shows its query.");
        }

        var closed = context.Stores.For(definition);
        if (!closed.Exists)
        {
            throw new DataplatformException(definition.IsExternal
                ? $"'{node.Key}' cannot be shown: there is no database at {closed.Description} yet. Run: materialize"
                : $"'{node.Key}' was never materialized: there is no database at {closed.Description} yet. Run: materialize --select {node.Key}");
        }

        var store = await context.Stores.OpenAsync(definition.Store, cancellationToken);
        if (!definition.IsExternal)
        {
            var published = await store.ListAsync(cancellationToken);
            if (published.All(head => head.Key != node.Key))
            {
                throw new DataplatformException($"'{node.Key}' was never materialized (store: {store.Description}). Run: materialize --select {node.Key}");
            }
        }

        if (definition.Kind == ValueKind.Artifact)
        {
            await ShowValueAsync(context.Console, store, node.Key, format, cancellationToken);
            return;
        }

        var queryable = StoreAccess.Queryable(store);
        var query = Query(context.Graph, node, queryable, format == RowFormat.Table ? limit + 1L : limit);
        await using var result = await AskAsync(queryable, node, query, cancellationToken);
        await QueryResultWriter.WriteAsync(result, context.Console, format, limit, cancellationToken);
    }

    private static async ValueTask<IQueryResult> AskAsync(IQueryableStore store, AssetNode node, string query, CancellationToken cancellationToken)
    {
        try
        {
            return await store.QueryAsync(query, cancellationToken);
        }
        catch (DataplatformException e) when (node.Definition.IsExternal)
        {
            // The user wrote no query here that could be wrong, but said where the asset is.
            throw new DataplatformException(Unreadable(node, store, e), e);
        }
    }

    private static string Unreadable(AssetNode node, IQueryableStore store, DataplatformException error) =>
        node.Step.Location?.Invoke() is { Schema: { } schema, Table: { } table }
        && error.Message.Contains("does not exist", StringComparison.Ordinal)
        && error.Message.Contains(table, StringComparison.Ordinal)
            ? $"The relation {StoreAccess.Dialect(store).Identifier(schema)}.{StoreAccess.Dialect(store).Identifier(table)} of the external asset '{node.Key}' does not exist (store: {store.Description}). Have it made there, or correct '{node.Step.Name}'."
            : $"The external asset '{node.Key}' ('{node.Step.Name}') cannot be read. {error.Message}";

    // A table is asked for one row more than it shows, so that it can say whether there are more.
    private static string Query(AssetGraph graph, AssetNode node, IQueryableStore store, long limit)
    {
        var dialect = StoreAccess.Dialect(store);
        var source = node.Step.Location?.Invoke() switch
        {
            null => dialect.PublicName(node.Key),
            { Schema: { } schema, Table: { } table } => $"{dialect.Identifier(schema)}.{dialect.Identifier(table)}",
            _ => $"({SqlCompiler.Compile(graph, node.Key, dialect).Text})",
        };
        return string.Create(CultureInfo.InvariantCulture, $"from {source} limit {limit}");
    }

    private static async Task ShowValueAsync(CliConsole console, IAssetStore store, AssetKey key, RowFormat format, CancellationToken cancellationToken)
    {
        if (format == RowFormat.Csv)
        {
            throw new DataplatformException($"'{key}' is one value and has no rows, so there is no CSV of it. Use --json.");
        }

        await using var session = await store.BeginAsync(new StepScope(new RunId("show"), "show"), cancellationToken);
        var bytes = await session.ReadArtifactAsync(key, RawArtifactCodec.Instance, cancellationToken);
        var text = format == RowFormat.Json ? JsonLines.Compress(bytes) : JsonLines.Indent(bytes);
        await console.Out.WriteLineAsync(text ?? throw new DataplatformException(
            $"'{key}' is a value of {HumanText.Bytes(bytes.Length)} in a form of its own, which cannot be shown."));
    }
}
