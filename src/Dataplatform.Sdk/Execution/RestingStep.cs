namespace Dataplatform.Sdk.Execution;

/// <summary>A step between two attempts.</summary>
/// <param name="results">What it has come to if there is no other attempt.</param>
internal sealed class RestingStep(OutputResult[] results)
{
    private readonly TaskCompletionSource _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OutputResult[] Results => results;

    /// <summary>Done when the next attempt may begin.</summary>
    public Task Resumed => _resumed.Task;

    public void Resume() => _resumed.SetResult();
}
