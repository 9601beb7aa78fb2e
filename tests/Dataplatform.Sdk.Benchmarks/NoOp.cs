namespace Dataplatform.Sdk.Benchmarks;

/// <summary>What each asset does.</summary>
internal static class NoOp
{
    public static Task RunAsync() => Task.CompletedTask;
}
