using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Planning;
using Microsoft.Extensions.Logging;

namespace Dataplatform.Sdk.Execution;

/// <summary>Tells hooks what happens, one call after the other and apart from the run, so that none of them holds it up.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A hook that nobody waits for still holds the token; the source has no timer and no handle.")]
internal sealed class RunHooks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // A cancelled run has a second in all.
    private static readonly TimeSpan Haste = TimeSpan.FromMilliseconds(250);

    private readonly Channel<RunEvent> _told = Channel.CreateUnbounded<RunEvent>(new() { SingleReader = true });
    private readonly Dictionary<AssetKey, IReadOnlyList<Type>> _named;
    private readonly RunScope _scope;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _hurry = new();
    private readonly Task _telling;

    private RunHooks(RunScope scope, Dictionary<AssetKey, IReadOnlyList<Type>> named, ILogger logger)
    {
        (_scope, _named, _logger) = (scope, named, logger);
        _telling = Task.Run(TellAllAsync);
    }

    /// <summary>The hooks of a run; null if there are none.</summary>
    public static RunHooks? For(RunScope scope, ExecutionPlan plan, ILogger logger)
    {
        var named = plan.Steps.Where(step => step.Step.Policies.Hooks.Count > 0)
            .SelectMany(step => step.Assets, (step, asset) => (asset.Key, step.Step.Policies.Hooks))
            .ToDictionary(pair => pair.Key, pair => pair.Hooks);
        return named.Count > 0 || scope.HasHooks ? new RunHooks(scope, named, logger) : null;
    }

    /// <summary>Something happened. Returns at once.</summary>
    public void Tell(RunEvent runEvent)
    {
        if (runEvent is RunEvent.AssetMaterialized or RunEvent.AssetFailed or RunEvent.RunCompleted)
        {
            _told.Writer.TryWrite(runEvent);
        }
    }

    /// <summary>Waits until the hooks have done what they do; not long if the run was cancelled.</summary>
    public async Task EndAsync(CancellationToken requested)
    {
        Close();
        await using var hurrying = requested.UnsafeRegister(static state => _ = ((RunHooks)state!).HurryAsync(), this);
        await _telling;
    }

    /// <summary>Nothing more will happen.</summary>
    public void Close() => _told.Writer.TryComplete();

    private async Task HurryAsync()
    {
        await Task.WhenAny(_telling, Task.Delay(Haste, _scope.Clock));
        await _hurry.CancelAsync();
    }

    private async Task TellAllAsync()
    {
        await foreach (var runEvent in _told.Reader.ReadAllAsync())
        {
            if (_hurry.IsCancellationRequested)
            {
                return;
            }

            switch (runEvent)
            {
                case RunEvent.AssetMaterialized asset:
                    await TellAsync(asset.Key, (hook, token) => hook.OnMaterializedAsync(asset, token));
                    break;
                case RunEvent.AssetFailed asset:
                    await TellAsync(asset.Key, (hook, token) => hook.OnFailedAsync(asset, token));
                    break;
                case RunEvent.RunCompleted run:
                    await TellAsync<IRunHook>(run.RunId.Value, services => services.All<IRunHook>(), (hook, token) => run.Status switch
                    {
                        RunStatus.Succeeded => hook.OnSucceededAsync(run, token),
                        RunStatus.Failed => hook.OnFailedAsync(run, token),
                        _ => hook.OnCancelledAsync(run, token),
                    });
                    break;
            }
        }
    }

    private Task TellAsync(AssetKey key, Func<IAssetHook, CancellationToken, ValueTask> tell) => !_scope.HasHooks && !_named.ContainsKey(key) ? Task.CompletedTask : TellAsync(
        key.Path,
        services => services.All<IAssetHook>().Concat(_named.GetValueOrDefault(key, []).Select(type => Made(services, type))),
        tell);

    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "[Hook] keeps the constructors of the types that it names.")]
    private static IAssetHook Made(StepResources services, Type type) => (IAssetHook)services.Instance(type);

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A hook must never fail a run.")]
    private async Task TellAsync<T>(string subject, Func<StepResources, IEnumerable<T>> hooks, Func<T, CancellationToken, ValueTask> tell)
        where T : notnull
    {
        var resources = new StepResources(_scope.Services);
        var name = typeof(T).Name;
        var isLeft = false;
        try
        {
            foreach (var hook in hooks(resources))
            {
                name = hook.GetType().Name;
                isLeft |= !await TellAsync(hook, subject, tell);
            }
        }
        catch (Exception exception)
        {
            ExecutionLog.HookFailed(_logger, name, subject, exception);
        }

        try
        {
            // A hook that nobody waits for may still use its services.
            await (isLeft ? ValueTask.CompletedTask : resources.DisposeAsync());
        }
        catch (Exception exception)
        {
            ExecutionLog.HookFailed(_logger, name, subject, exception);
        }
    }

    /// <summary>Calls one hook; false if it did not come to an end.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A hook must never fail a run.")]
    private async Task<bool> TellAsync<T>(T hook, string subject, Func<T, CancellationToken, ValueTask> tell)
        where T : notnull
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_hurry.Token);

        // Apart: a hook may block before it awaits anything.
        var telling = Task.Run(async () => await tell(hook, limit.Token));
        await Task.WhenAny(telling, Task.Delay(Patience, _scope.Clock, limit.Token));
        var isDone = telling.IsCompleted;
        await limit.CancelAsync();
        if (isDone)
        {
            try
            {
                await telling;
            }
            catch (Exception exception)
            {
                ExecutionLog.HookFailed(_logger, hook.GetType().Name, subject, exception);
            }

            return true;
        }

        ExecutionLog.HookTimedOut(_logger, hook.GetType().Name, subject);
        _ = telling.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return false;
    }
}
