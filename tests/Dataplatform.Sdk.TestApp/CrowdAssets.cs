using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

/// <summary>More blocking steps than the machine has processors.</summary>
[Domain("crowd")]
public static class CrowdAssets
{
    [Asset]
    public static IReadOnlyList<Number> First() => Block();

    [Asset]
    public static IReadOnlyList<Number> Second() => Block();

    [Asset]
    public static IReadOnlyList<Number> Third() => Block();

    [Asset]
    public static IReadOnlyList<Number> Fourth() => Block();

    [Asset]
    public static IReadOnlyList<Number> Fifth() => Block();

    [Asset]
    public static IReadOnlyList<Number> Sixth() => Block();

    [Asset]
    public static IReadOnlyList<Number> Seventh() => Block();

    [Asset]
    public static IReadOnlyList<Number> Eighth() => Block();

    private static List<Number> Block()
    {
        using var never = new ManualResetEventSlim();
        never.Wait(TimeSpan.FromSeconds(5));
        return [new Number(1, 1)];
    }
}
