using System.Collections.Concurrent;
using System.ComponentModel;

namespace Dataplatform.Sdk.Configs;

/// <summary>The configurations of all assemblies in the process, which register them when they are loaded.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConfigDefinitions
{
    private static readonly ConcurrentDictionary<Type, Lazy<ConfigDefinition>> Known = new();

    /// <summary>Registers a configuration that is described when it is first asked for; called by generated code.</summary>
    /// <typeparam name="T">The type with <see cref="ConfigAttribute"/>.</typeparam>
    public static void Register<T>(Func<ConfigDefinition> describe) => Known[typeof(T)] = new Lazy<ConfigDefinition>(describe);

    /// <summary>The configuration of a type.</summary>
    /// <exception cref="DataplatformException">The type is no configuration.</exception>
    public static ConfigDefinition Get(Type type)
    {
        if (!Known.TryGetValue(type, out var known))
        {
            // As for codecs: naming a type of a library does not yet run the library's initializer.
            System.Runtime.CompilerServices.RuntimeHelpers.RunModuleConstructor(type.Module.ModuleHandle);
            Known.TryGetValue(type, out known);
        }

        return known?.Value ?? throw new DataplatformException($"'{type.Name}' is no configuration. Put [Config] on it, in a project that references Dataplatform.Sdk.");
    }
}
