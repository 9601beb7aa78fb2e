namespace Dataplatform.Sdk.Stores;

/// <summary>Which attempt of which step a session serves.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Step">The step's name.</param>
/// <param name="Attempt">The attempt, from 1.</param>
public sealed record StepScope(RunId RunId, string Step, int Attempt = 1);
