using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Cli.Tests.Fakes;

/// <summary>A catalog beside <see cref="Shop"/> with what is not computed: external and ephemeral assets, and a table that reads them.</summary>
internal static class Marts
{
    public static AssetCatalog Catalog => new("Marts",
    [
        External("erp/payments", nameof(MartAssets.Payments), static () => Sdk.External.Table("erp", "pay ments")),
        External("erp/rates", nameof(MartAssets.Rates), static () => Sdk.External.Query($"select 1 as value")),
        new StepDefinition
        {
            DeclaringType = typeof(MartAssets),
            Method = nameof(MartAssets.OrderPayments),
            Outputs = [Rows("erp/order_payments") with { As = Materialize.Ephemeral }],
            Inputs = [Input("payments", "erp/payments")],
            IsSql = true,
            Invoke = run => run.QueryAsync(0, MartAssets.OrderPayments(run.Table<long>(0))),
        },
        new StepDefinition
        {
            DeclaringType = typeof(MartAssets),
            Method = nameof(MartAssets.Ledger),
            Outputs = [Rows("erp/ledger")],
            Inputs = [Input("raw_orders", "shop/raw_orders"), Input("payments", "erp/payments"), Input("rates", "erp/rates"), Input("order_payments", "erp/order_payments")],
            IsSql = true,
            Invoke = run => run.QueryAsync(0, MartAssets.Ledger(run.Table<long>(0), run.Table<long>(1), run.Table<long>(2), run.Table<long>(3))),
        },
    ]);

    /// <summary>Queries of a day, and of days that follow one another.</summary>
    public static AssetCatalog Divided => new("Divided",
    [
        Daily("erp/days", "Days", run => run.QueryAsync<long>(0, $"select {run.Partition<Day>(0)} as value")),
        Daily("erp/spans", "Spans", run => run.QueryAsync<long>(0, $"select {run.PartitionRange<Day>(0).First}, {run.PartitionRange<Day>(0).Last}")) with { TakesRange = true },
    ]);

    /// <summary>The same with an observer of the payments.</summary>
    public static AssetCatalog Observed(Func<StepInvocation, Observation?> payments) => Catalog with
    {
        Observers =
        [
            new StepDefinition
            {
                DeclaringType = typeof(MartAssets),
                Method = nameof(MartAssets.PaymentsVersion),
                Observes = new AssetKey("erp/payments"),
                Outputs = [new AssetDefinition { Key = new("erp/payments"), Kind = ValueKind.Effect }],
                Resources = [new ResourceDefinition(typeof(TimeProvider), null, "clock")],
                Invoke = run => run.ObservedAsync(payments(run)),
            },
        ],
    };

    private static StepDefinition Daily(string key, string method, Func<StepInvocation, ValueTask> invoke) => new()
    {
        DeclaringType = typeof(MartAssets),
        Method = method,
        Outputs = [Rows(key)],
        Partitions = new PartitionsDefinition(new TimeDimension("day", TimeCadence.Daily, "0 0 * * *", "2024-01-01")),
        IsSql = true,
        Invoke = invoke,
    };

    private static StepDefinition External(string key, string method, Func<ExternalLocation> location) => new()
    {
        DeclaringType = typeof(MartAssets),
        Method = method,
        Outputs = [Rows(key) with { IsExternal = true }],
        Location = location,
    };

    private static AssetDefinition Rows(string key) =>
        new() { Key = new(key), Kind = ValueKind.Rows, ValueType = "long", Group = "erp", Rows = NumberCodec.Instance };

    private static InputDefinition Input(string name, string key) =>
        new() { Parameter = name, Name = name, Key = new(key), Kind = ValueKind.Rows, ValueType = "long", Rows = NumberCodec.Instance };

    private static class MartAssets
    {
        public static void Payments()
        {
        }

        public static void Rates()
        {
        }

        public static void PaymentsVersion()
        {
        }

        public static Sql<long> OrderPayments(Table<long> payments) => $"select * from {payments}";

        public static Sql<long> Ledger(Table<long> rawOrders, Table<long> payments, Table<long> rates, Table<long> orderPayments) =>
            $"select value from {rawOrders}, {payments}, {rates}, {orderPayments} where method = {"cash 'n' carry"} and value > {2L}";
    }
}
