using System.Reflection;
using Dataplatform.Sdk.Catalog;
using Polly;
using Polly.Retry;

namespace Dataplatform.Sdk.Execution.Policies;

/// <summary>When a step is tried again, and after how long.</summary>
internal static class RetryRules
{
    /// <summary>Makes attempts until one is the last.</summary>
    /// <param name="policy">How often, and which failures are worth it.</param>
    /// <param name="clock">Measures the delays.</param>
    /// <param name="attempt">Makes an attempt; told which, from 1.</param>
    /// <param name="isStopping">Whether the run is ending, so that no failure is worth another attempt.</param>
    /// <param name="resting">Told that an attempt failed and that there will be another one after a while.</param>
    /// <param name="cancellationToken">Ends the waiting at once; the attempt before it stays the last.</param>
    public static async ValueTask<StepAttempt> RunAsync(
        RetryPolicy policy,
        TimeProvider clock,
        Func<int, ValueTask<StepAttempt>> attempt,
        Func<bool> isStopping,
        Action<int, StepAttempt, TimeSpan> resting,
        CancellationToken cancellationToken)
    {
        var number = 0;
        StepAttempt last = default;
        var pipeline = new ResiliencePipelineBuilder<StepAttempt> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<StepAttempt>
            {
                MaxRetryAttempts = policy.Retries,
                Delay = policy.Delay,
                MaxDelay = policy.MaxDelay,
                UseJitter = policy.Jitter,
                BackoffType = policy.Backoff switch
                {
                    Backoff.Linear => DelayBackoffType.Linear,
                    Backoff.Exponential => DelayBackoffType.Exponential,
                    _ => DelayBackoffType.Constant,
                },
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is null && !isStopping() && IsWorthAnother(policy, arguments.Outcome.Result)),
                OnRetry = arguments =>
                {
                    resting(number, arguments.Outcome.Result, arguments.RetryDelay);
                    return default;
                },
            })
            .Build();
        try
        {
            return await pipeline.ExecuteAsync(
                async _ =>
                {
                    number++;
                    return last = await attempt(number);
                },
                cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Before the first one nothing is known of the step; the attempt itself finds that the run is ending.
            return last.Results is null ? await attempt(1) : last;
        }
    }

    private static bool IsWorthAnother(RetryPolicy policy, StepAttempt attempt) =>
        attempt.Failure is { } failure && !attempt.HasPublished && !IsMistake(failure) && (policy.On.Count == 0 || policy.On.Any(type => Is(failure, type)));

    // A mistake of the declaration or of the data is the same next time.
    private static bool IsMistake(Exception failure) => failure switch
    {
        DataplatformException { IsTransient: false } => true,
        AggregateException { InnerExceptions: [var first, ..] } => IsMistake(first),
        TargetInvocationException { InnerException: { } inner } => IsMistake(inner),
        _ => false,
    };

    private static bool Is(Exception failure, Type type) => type.IsInstanceOfType(failure) || failure switch
    {
        AggregateException aggregate => aggregate.InnerExceptions.Any(inner => Is(inner, type)),
        TargetInvocationException { InnerException: { } inner } => Is(inner, type),
        _ => false,
    };
}
