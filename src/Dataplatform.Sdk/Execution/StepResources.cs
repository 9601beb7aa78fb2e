using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Dataplatform.Sdk.Execution;

/// <summary>The services of one step or hook: a scope of its own, opened only if a service is asked for.</summary>
internal sealed class StepResources(IServiceScopeFactory factory) : IAsyncDisposable
{
    private AsyncServiceScope? _scope;
    private List<object>? _instances;

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
        (_instances ??= []).Add(made);
        return made;
    }

    /// <summary>The same for a type that is known as a value.</summary>
    public object Instance([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type)
    {
        if (Services.GetService(type) is { } registered)
        {
            return registered;
        }

        var made = ActivatorUtilities.CreateInstance(Services, type);
        (_instances ??= []).Add(made);
        return made;
    }

    /// <summary>All services of a type.</summary>
    public IEnumerable<T> All<T>() => Services.GetServices<T>();

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var instance in _instances ?? [])
            {
                if (instance is IAsyncDisposable asynchronous)
                {
                    await asynchronous.DisposeAsync();
                }
                else if (instance is IDisposable disposable)
                {
                    disposable.Dispose();
                }
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
