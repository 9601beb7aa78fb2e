using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

/// <summary>An asset whose step ends when somebody opens a gate.</summary>
[Domain("gate")]
public static class GateAssets
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until the file that the variable Gate names is there; without the variable there is no gate.</summary>
    [Asset]
    public static async IAsyncEnumerable<Number> Guarded(DataGeneration generation, TimeProvider clock, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (Environment.GetEnvironmentVariable("Gate") is { Length: > 0 } gate && !File.Exists(gate))
        {
            await Task.Delay(Pause, clock, cancellationToken);
        }

        yield return new Number(generation.Number, 1);
    }
}
