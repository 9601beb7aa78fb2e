using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Execution.Policies;

namespace Dataplatform.Sdk.Execution;

/// <summary>Makes the attempts of steps, one after the other where a step is retried.</summary>
/// <param name="scope">The run.</param>
/// <param name="ledger">Gives an attempt its gate and its meter.</param>
/// <param name="rest">Told that a step has failed an attempt and rests for so long.</param>
/// <param name="requeue">Told that a step has rested long enough.</param>
/// <param name="stopped">Cancelled when nothing begins any more.</param>
internal sealed class StepAttempts(
    RunScope scope,
    RunLedger ledger,
    Func<int, int, StepAttempt, TimeSpan, RestingStep> rest,
    Action<int> requeue,
    CancellationToken stopped)
{
    /// <summary>Makes the attempts of a step that may begin.</summary>
    /// <param name="step">The step.</param>
    /// <param name="isStopping">Whether the run is ending, so that no failure is worth another attempt.</param>
    /// <returns>The last attempt.</returns>
    public ValueTask<StepAttempt> MakeAsync(int step, Func<bool> isStopping) => ledger.Plan.Steps[step].Step.Policies.Retry is { Retries: > 0 } retry
        ? RetryAsync(step, retry, isStopping)
        : OnceAsync(step, 1);

    private ValueTask<StepAttempt> OnceAsync(int step, int attempt)
    {
        var (planned, gate, meter) = (ledger.Plan.Steps[step], ledger.GateOf(step), ledger.MeterOf(step));
        return planned.Step.Policies.Timeout is { Ticks: > 0 } limit
            ? new(TimedAttempt.RunAsync(scope, planned, gate, meter, attempt, limit))
            : StepRunner.RunAsync(scope, planned, gate, meter, attempt);
    }

    private ValueTask<StepAttempt> RetryAsync(int step, RetryPolicy policy, Func<bool> isStopping)
    {
        RestingStep? resting = null;
        return RetryRules.RunAsync(
            policy,
            scope.Clock,
            async attempt =>
            {
                if (resting is not null)
                {
                    requeue(step);
                    await resting.Resumed.WaitAsync(stopped);
                }

                return await OnceAsync(step, attempt);
            },
            isStopping,
            (attempt, made, delay) => resting = rest(step, attempt, made, delay),
            stopped);
    }
}
