using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Dataplatform.Sdk.Execution;

/// <summary>The services of one step: a scope of its own, opened only if a service is asked for.</summary>
internal sealed class StepResources(IServiceScopeFactory factory) : IAsyncDisposable
{
    private AsyncServiceScope? _scope;
    private object? _instance;

    private IServiceProvider Services => (_scope ??= factory.CreateAsyncScope()).ServiceProvider;

    public T Required<T>(object? key)
        where T : notnull => key is null ? Services.GetRequiredService<T>() : Services.GetRequiredKeyedService<T>(key);

    public T? Optional<T>(object? key)
        where T : class => key is null ? Services.GetService<T>() : Services.GetKeyedService<T>(key);

    /// <summary>The registered service, or an instance made here, which is then disposed here as well.</summary>
    public T Instance<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : notnull
    {
        if (Services.GetService<T>() is { } registered)
        {
            return registered;
        }

        var made = ActivatorUtilities.CreateInstance<T>(Services);
        _instance = made;
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_instance is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync();
            }
            else if (_instance is IDisposable disposable)
            {
                disposable.Dispose();
            }
        }
        finally
        {
            if (_scope is { } scope)
            {
                await scope.DisposeAsync();
            }
        }
    }
}
