namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>A line of a lock that cannot be read.</summary>
/// <param name="Line">Its number, from 0.</param>
/// <param name="Message">What is wrong and what to do.</param>
internal sealed record LockProblem(int Line, string Message);
