using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Dataplatform.Sdk.Configs;

/// <summary>
/// Where configuration comes from, the later winning. It asks the providers themselves: the configuration that they make together
/// does not tell which of them a value is from, and mixes the lists of several.
/// </summary>
internal sealed class ConfigSources
{
    private readonly IReadOnlyList<IConfigurationProvider> _providers;

    private ConfigSources(IReadOnlyList<IConfigurationProvider> providers) => _providers = providers;

    /// <summary>The app's configuration and what a command adds. What the process's own arguments added counts only for themselves.</summary>
    public static ConfigSources Of(IConfiguration? configuration, ConfigArguments arguments) =>
        new([.. Providers(configuration).Where(provider => provider is not ArgumentProvider), .. arguments.Layers]);

    /// <summary>The app's configuration, with what the process's own arguments added.</summary>
    public static ConfigSources Of(IConfiguration? configuration) => new([.. Providers(configuration)]);

    /// <summary>What the last source that says anything of a key says.</summary>
    public ConfigEntry? Find(string key)
    {
        for (var i = _providers.Count - 1; i >= 0; i--)
        {
            var provider = _providers[i];
            var children = Children(provider, key);
            if (provider.TryGet(key, out var value) || children.Count > 0)
            {
                return new ConfigEntry(key, value, children, name => provider.TryGet(name, out var text) ? text : null, NameOf(provider), provider is EnvironmentVariablesConfigurationProvider);
            }
        }

        return null;
    }

    /// <summary>The names below a key, each with the last source that has it.</summary>
    public IEnumerable<(string Name, string Place)> Below(string key)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var provider in _providers.Reverse())
        {
            foreach (var name in Children(provider, key).Where(seen.Add))
            {
                yield return (name, ConfigEntry.PlaceOf($"{key}:{name}", NameOf(provider), provider is EnvironmentVariablesConfigurationProvider));
            }
        }
    }

    private static List<string> Children(IConfigurationProvider provider, string key) => [.. provider.GetChildKeys([], key).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static IEnumerable<IConfigurationProvider> Providers(IConfiguration? configuration) => configuration is IConfigurationRoot root
        ? root.Providers.SelectMany(provider => provider is ChainedConfigurationProvider { Configuration: IConfigurationRoot inner } ? Providers(inner) : [provider])
        : [];

    private static string NameOf(IConfigurationProvider provider) => provider switch
    {
        ArgumentProvider argument => argument.Name,
        FileConfigurationProvider { Source.Path: { } path } => Path.GetFileName(path),
        EnvironmentVariablesConfigurationProvider => "environment",
        _ => provider.GetType().Name.Replace("ConfigurationProvider", string.Empty, StringComparison.Ordinal),
    };
}
