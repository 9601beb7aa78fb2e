using Microsoft.Extensions.Configuration;

namespace Dataplatform.Sdk.Configs;

/// <summary>The configuration of a run: read when it is first asked for, and the same until the run ends.</summary>
internal sealed class RunConfigs
{
    private readonly ConfigSources _sources;
    private readonly IReadOnlyList<string> _argumentMistakes;
    private readonly Lazy<IReadOnlyDictionary<Type, BoundConfig>> _bound;
    private Func<Type, object?> _given = static _ => null;
    private bool _knowsAll = true;

    private RunConfigs(IEnumerable<Type> types, ConfigSources sources, IReadOnlyList<string> argumentMistakes)
    {
        (_sources, _argumentMistakes) = (sources, argumentMistakes);
        _bound = new(() => types.Distinct().Select(ConfigDefinitions.Get).ToDictionary(definition => definition.Type, definition => new BoundConfig(definition, sources)));
    }

    /// <summary>All configurations, in the order of their sections.</summary>
    public IEnumerable<BoundConfig> All => _bound.Value.Values.OrderBy(config => config.Definition.Section, StringComparer.Ordinal);

    /// <summary>The configurations of an app for one command.</summary>
    public static RunConfigs Of(IEnumerable<Type> types, IConfiguration configuration, ConfigArguments arguments) =>
        new(types, ConfigSources.Of(configuration, arguments), arguments.Mistakes);

    /// <summary>The configurations of a process.</summary>
    public static RunConfigs Of(IEnumerable<Type> types, IConfiguration configuration) => new(types, ConfigSources.Of(configuration), []);

    /// <summary>Some configurations, without knowing which others the app has.</summary>
    /// <param name="types">The ones that are taken.</param>
    /// <param name="configuration">The app's configuration; null if it has none.</param>
    /// <param name="given">What is given instead of what the configuration says; null to read it.</param>
    public static RunConfigs Of(IEnumerable<Type> types, IConfiguration? configuration, Func<Type, object?> given) =>
        new(types, ConfigSources.Of(configuration), []) { _given = given, _knowsAll = false };

    /// <summary>What an asset or a service is given.</summary>
    /// <exception cref="DataplatformException">It is no configuration of the app, or something in it is missing or wrong.</exception>
    public object Get(Type type)
    {
        if (_given(type) is { } given)
        {
            return given;
        }

        var bound = _bound.Value.GetValueOrDefault(type) ?? new BoundConfig(ConfigDefinitions.Get(type), _sources);
        return bound.Value ?? throw new DataplatformException(string.Join('\n', bound.Mistakes.Concat(bound.Missing)));
    }

    /// <summary>
    /// Everything that is wrong: in all that is configured, and missing in what is taken. What nobody takes may be left
    /// unconfigured, as in a library of which an app uses a part.
    /// </summary>
    /// <param name="taken">The configurations that are taken.</param>
    public IReadOnlyList<string> Problems(IEnumerable<Type> taken)
    {
        var types = taken.ToHashSet();
        var known = All.Select(config => config.Definition.Section).ToList();
        var read = All.Where(config => _given(config.Definition.Type) is null).ToList();
        return
        [
            .. _argumentMistakes,
            .. SharedSections(),
            .. _sources.Below(ConfigDefinition.Root).Where(section => _knowsAll && !known.Contains(section.Name, StringComparer.OrdinalIgnoreCase))
                .Select(section => $"{section.Place}: there is no configuration '{section.Name}'.{BoundConfig.Suggest(section.Name, known)}"),
            .. read.SelectMany(config => config.Mistakes),
            .. read.Where(config => types.Contains(config.Definition.Type)).SelectMany(config => config.Missing),
        ];
    }

    /// <summary>What the log keeps of what is taken: everything but secrets, by <c>section:Member</c>.</summary>
    public IReadOnlyDictionary<string, string> Record(IEnumerable<Type> taken)
    {
        var types = taken.ToHashSet();
        return All.Where(config => types.Contains(config.Definition.Type))
            .SelectMany(config => config.Members.Select(member => (config.Definition.Section, Member: member)))
            .Where(found => !found.Member.Member.Type.IsSecret && found.Member.Text is not null)
            .ToDictionary(found => $"{found.Section}:{found.Member.Member.Name}", found => Redaction.Of(found.Member.Text!), StringComparer.Ordinal);
    }

    private IEnumerable<string> SharedSections() => All.GroupBy(config => config.Definition.Section, StringComparer.OrdinalIgnoreCase)
        .Where(section => section.Count() > 1)
        .Select(section => $"{string.Join(" and ", section.Select(config => $"'{config.Definition.Type}'"))} are all the configuration '{section.Key}'. Name another one: [Config(\"…\")].");
}
