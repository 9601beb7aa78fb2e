namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>The sample, materialized once; later processes look at what it left.</summary>
public sealed class JaffleShopRun : IAsyncLifetime
{
    public const string Project = "samples/JaffleShop";

    private readonly TemporaryFolder _folder = new();

    internal AppResult Materialized { get; private set; } = null!;

    internal Task<AppResult> RunAsync(params string[] arguments) => AppProcess.RunAsync(Project, _folder.Path, arguments);

    public async ValueTask InitializeAsync() => Materialized = await RunAsync("materialize", "--json");

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
