using Dataplatform.Sdk;
using Microsoft.Extensions.DependencyInjection;

namespace Dataplatform.Sdk.TestApp;

public interface IShopApi
{
    IEnumerable<Number> Orders();
}

public interface IMailer
{
    Task SendAsync(string text);
}

internal sealed class OfflineShopApi : IShopApi
{
    public IEnumerable<Number> Orders() => [new Number(1, 42)];
}

internal sealed class SilentMailer : IMailer
{
    public Task SendAsync(string text) => Task.CompletedTask;
}

/// <summary>Assets on an instance made by dependency injection, with resources in constructor and method.</summary>
[Domain("resources")]
public sealed class ResourceAssets(IShopApi shop)
{
    [Asset]
    public IEnumerable<Number> Orders() => shop.Orders();

    [Asset, After(nameof(Orders))]
    public static Task Mailed([FromKeyedServices("reports")] IMailer mailer, AssetContext context)
    {
        context.AddMetadata("recipients", 1);
        return mailer.SendAsync("done");
    }
}

/// <summary>What goes wrong in user code.</summary>
[Domain("failing")]
public static class FailingAssets
{
    [Asset]
    public static IReadOnlyList<Number> Broken() => throw new InvalidOperationException("the shop is closed");

    [Asset]
    public static Sql<Number> Downstream(Table<Number> broken) => $"from {broken}";

    [Asset]
    public static Sql<Number> FurtherDownstream(Table<Number> downstream) => $"from {downstream}";

    [Asset]
    public static IReadOnlyList<Number> Independent() => [new Number(1, 1)];

    [Asset]
    public static Sql<Number> WrongColumn(Table<Number> independent) => $"select generation, value as vaule from {independent}";
}
