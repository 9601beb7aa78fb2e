using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Benchmarks;

internal sealed class SilentObserver : IRunObserver
{
    public void OnEvent(RunEvent runEvent)
    {
    }
}
