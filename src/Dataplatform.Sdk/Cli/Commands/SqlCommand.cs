using System.CommandLine;
using Dataplatform.Sdk.Cli.Writers;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary><c>sql</c>: a question to the default store.</summary>
internal static class SqlCommand
{
    public static Command Create(CliContext context)
    {
        var query = new Argument<string>("query") { Description = "One statement that reads; assets by their public names: sales.customer_orders." };
        var format = new RowFormatOptions();
        var command = new Command("sql", "Ask the store a question. It may only read.") { query, format.Json, format.Csv };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var signals = StopSignals.Listen(context.Console, cancellationToken);
            var closed = context.Stores.For(name: null);
            if (!closed.Exists)
            {
                throw new DataplatformException($"There is no database at {closed.Description} yet. Run: materialize");
            }

            var store = StoreAccess.Queryable(await context.Stores.OpenAsync(name: null, signals.Token));
            await using var result = await store.QueryAsync(parsed.GetRequiredValue(query), signals.Token);
            await QueryResultWriter.WriteAsync(result, context.Console, format.Read(parsed), mostRows: null, signals.Token);
            return ExitCodes.Done;
        });
        return command;
    }
}
