namespace Dataplatform.Sdk.Execution.Policies;

/// <summary>Somebody wants a slot of a pool.</summary>
/// <param name="Pool">The pool's name.</param>
/// <param name="Size">How many slots it has, as far as the asker knows; the last one to ask is believed.</param>
/// <param name="Priority">The higher goes first.</param>
/// <param name="RunId">The run.</param>
/// <param name="Step">The step's name.</param>
internal readonly record struct SlotRequest(string Pool, int Size, int Priority, RunId RunId, string Step);
