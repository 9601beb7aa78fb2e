using System.Text;
using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Cli.Tests.Fakes;

/// <summary>A small catalog as the generator would write it: two domains, every kind of asset.</summary>
internal sealed class Shop
{
    public static readonly AssetKey RawOrders = new("shop/raw_orders");
    public static readonly AssetKey CustomerOrders = new("shop/customer_orders");

    /// <summary>What the method of raw orders does.</summary>
    public Func<StepInvocation, ValueTask> OnRawOrders { get; init; } = run => run.RowsAsync<long>(0, ShopAssets.RawOrders());

    /// <summary>How raw orders are run.</summary>
    public StepPolicies OrderPolicies { get; init; } = StepPolicies.None;

    /// <summary>What the notification takes from dependency injection.</summary>
    public IReadOnlyList<ResourceDefinition> Resources { get; init; } = [];

    /// <summary>The configuration that raw orders take.</summary>
    public IReadOnlyList<Type> Configs { get; init; } = [];

    /// <summary>The parameter of large orders that reads raw orders.</summary>
    public string RawOrdersAsRead { get; init; } = "shop/raw_orders";

    public AssetCatalog Catalog => new("Shop", [Customers(), Orders(), Large(), PerCustomer(), Report(), Notify()]) { Configs = Configs };

    private static StepDefinition Customers() => new()
    {
        DeclaringType = typeof(ShopAssets),
        Method = nameof(ShopAssets.RawCustomers),
        Outputs = [Rows("shop/raw_customers") with { Kinds = ["csharp"] }],
        Invoke = run => run.RowsAsync<long>(0, ShopAssets.RawCustomers()),
    };

    private StepDefinition Orders() => new()
    {
        DeclaringType = typeof(ShopAssets),
        Method = nameof(ShopAssets.RawOrders),
        Outputs =
        [
            Rows(RawOrders.Path) with
            {
                Owners = ["team:sales", "ada@example.com"],
                Tags = ["tier=gold", "pii"],
                Kinds = ["csharp", "api"],
                Description = "Orders as the shop exports them: \"raw\" & <unchecked>, für alle.",
            },
        ],
        Policies = OrderPolicies,
        Configs = Configs,
        Invoke = OnRawOrders,
    };

    private StepDefinition Large() => new()
    {
        DeclaringType = typeof(ShopAssets),
        Method = nameof(ShopAssets.LargeOrders),
        Outputs = [Rows("shop/large_orders") with { As = Materialize.View, Kinds = ["sql"] }],
        Inputs = [Input("rawOrders", "raw_orders", RawOrdersAsRead)],
        IsSql = true,
        Invoke = run => run.QueryAsync(0, ShopAssets.LargeOrders(run.Table<long>(0))),
    };

    private static StepDefinition PerCustomer() => new()
    {
        DeclaringType = typeof(ShopAssets),
        Method = nameof(ShopAssets.CustomerOrders),
        Outputs = [Rows(CustomerOrders.Path) with { Kinds = ["sql"] }],
        Inputs = [Input("rawOrders", "raw_orders", "shop/raw_orders"), Input("rawCustomers", "raw_customers", "shop/raw_customers")],
        IsSql = true,
        Invoke = run => run.QueryAsync(0, ShopAssets.CustomerOrders(run.Table<long>(0), run.Table<long>(1))),
    };

    private static StepDefinition Report() => new()
    {
        DeclaringType = typeof(ShopAssets),
        Method = nameof(ShopAssets.Report),
        Outputs = [new AssetDefinition { Key = new("marts/report"), Kind = ValueKind.Artifact, ValueType = "string", Group = "marts", Artifact = TextCodec.Instance }],
        After = [CustomerOrders],
        Invoke = async run =>
        {
            run.Context.AddMetadata("pages", 12);
            run.Context.AddMetadata("source", new Uri("https://shop.example.com/report"));
            await run.ArtifactAsync(0, await ShopAssets.Report());
        },
    };

    private StepDefinition Notify() => new()
    {
        DeclaringType = typeof(ShopAssets),
        Method = nameof(ShopAssets.Notify),
        Outputs = [new AssetDefinition { Key = new("marts/notify"), Kind = ValueKind.Effect, Group = "marts" }],
        After = [new("marts/report")],
        Resources = Resources,
        Invoke = run => run.EffectAsync(0),
    };

    private static AssetDefinition Rows(string key) =>
        new() { Key = new(key), Kind = ValueKind.Rows, ValueType = "long", Group = "shop", Rows = NumberCodec.Instance };

    private static InputDefinition Input(string parameter, string name, string key) =>
        new() { Parameter = parameter, Name = name, Key = new(key), Kind = ValueKind.Rows, ValueType = "long", Rows = NumberCodec.Instance };

    private sealed class TextCodec : ArtifactCodec<string>
    {
        public static readonly TextCodec Instance = new();

        public override byte[] Serialize(string value) => Encoding.UTF8.GetBytes($$"""{"text":"{{value}}","pages":[1,2]}""");

        public override string Deserialize(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
    }
}
