using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;

namespace Dataplatform.Sdk.Configs;

/// <summary>A configuration as its sources have it, with everything that is wrong with it.</summary>
internal sealed class BoundConfig
{
    private readonly List<BoundMember> _members = [];
    private readonly List<string> _missing = [];
    private readonly List<string> _mistakes = [];

    /// <summary>Reads it.</summary>
    public BoundConfig(ConfigDefinition definition, ConfigSources sources)
    {
        Definition = definition;
        foreach (var (name, place) in sources.Below(KeyOf(definition.Section)))
        {
            if (definition.Members.All(member => !member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                _mistakes.Add($"{Sentence(place)}: the configuration '{definition.Section}' has no member '{name}'.{Suggest(name, definition.Members.Select(member => member.Name))}");
            }
        }

        foreach (var member in definition.Members)
        {
            _members.Add(Bind(member, sources.Find($"{KeyOf(definition.Section)}:{member.Name}")));
        }

        Value = _mistakes.Count + _missing.Count == 0 ? Create() : null;
    }

    public ConfigDefinition Definition { get; }

    public IReadOnlyList<BoundMember> Members => _members;

    /// <summary>The members that must be configured and are not, a sentence for each. They matter to whoever takes the configuration.</summary>
    public IReadOnlyList<string> Missing => _missing;

    /// <summary>What is configured and wrong, a sentence for each.</summary>
    public IReadOnlyList<string> Mistakes => _mistakes;

    /// <summary>What assets and services are given; null if something is wrong.</summary>
    public object? Value { get; }

    /// <summary>The key of a section.</summary>
    public static string KeyOf(string section) => $"{ConfigDefinition.Root}:{section}";

    /// <summary>What was probably meant, else all that there is.</summary>
    public static string Suggest(string name, IEnumerable<string> known) => NearestName.Suggestion(name, known) is { Length: > 0 } near
        ? near
        : $" There are: {string.Join(", ", known.Order(StringComparer.Ordinal).DefaultIfEmpty("none"))}.";

    private static string Sentence(string place) => place.StartsWith("the ", StringComparison.Ordinal) ? $"The {place[4..]}" : place;

    private BoundMember Bind(ConfigMember member, ConfigEntry? entry)
    {
        if (entry is null)
        {
            if (member.IsRequired)
            {
                _missing.Add(MissingMessage(member));
            }

            return Checked(new BoundMember(member, member.Default, null), entry);
        }

        var value = Read(member, entry, out var isWrong);
        return isWrong ? new BoundMember(member, null, entry.Source) : Checked(new BoundMember(member, value, entry.Source), entry);
    }

    private string MissingMessage(ConfigMember member)
    {
        var key = $"{KeyOf(Definition.Section)}:{member.Name}";

        // The arguments of a process are seen by everybody on the machine.
        var argument = member.Type.IsSecret ? "in user secrets, or in a file for --config" : $"or --config {Definition.Section}:{member.Name}=…";
        return $"The configuration '{Definition.Section}' lacks '{member.Name}'. Set {key}, as the environment variable {ConfigEntry.Variable(key)}, {argument}.";
    }

    private object? Read(ConfigMember member, ConfigEntry entry, out bool isWrong)
    {
        var type = member.Type;
        isWrong = false;
        if (entry.Children.Count == 0 && (entry.Value is null || (entry.Value.Length == 0 && member.IsNullable && !type.TryParse(entry.Value, out _))))
        {
            if (entry.Value is { Length: 0 } && type.Item is not null)
            {
                return type.ListOf([]);
            }

            isWrong = !member.IsNullable;
            return isWrong ? Wrong($"{Sentence(entry.Place)}: '{member.Name}' is null, and must be {type.Noun}.") : null;
        }

        if (type.Item is { } item)
        {
            return List(member, item, entry, out isWrong);
        }

        if (entry.Children.Count > 0)
        {
            isWrong = true;
            return Wrong($"{Sentence(entry.Place)}: '{member.Name}' is {type.Noun}, and has no members '{entry.Children[0]}'.");
        }

        if (type.TryParse(entry.Value!, out var value))
        {
            return value;
        }

        isWrong = true;
        return Wrong($"{Sentence(entry.Place)}: '{member.Name}' is {Shown(type, entry.Value!)}, and must be {type.Noun}.");
    }

    // A list is one source's: as values by ordinal, or as one text with commas.
    private object? List(ConfigMember member, ConfigType item, ConfigEntry entry, out bool isWrong)
    {
        var texts = entry.Children.Count > 0
            ? entry.Children.OrderBy(name => name, Microsoft.Extensions.Configuration.ConfigurationKeyComparer.Instance).Select(name => entry.At($"{entry.Key}:{name}"))
            : entry.Value!.Length == 0 ? [] : entry.Value.Split(',', StringSplitOptions.TrimEntries);
        var items = new List<object>();
        isWrong = false;
        foreach (var text in texts)
        {
            if (text is not null && item.TryParse(text, out var value))
            {
                items.Add(value);
            }
            else
            {
                isWrong = true;
                Wrong($"{Sentence(entry.Place)}: an item of '{member.Name}' is {(text is null ? "null" : Shown(item, text))}, and must be {item.Noun}.");
            }
        }

        return isWrong ? null : member.Type.ListOf(items);
    }

    private static string Shown(ConfigType type, string text) => type.IsSecret ? "another text" : $"'{text}'";

    private object? Wrong(string mistake)
    {
        _mistakes.Add(mistake);
        return null;
    }

    private BoundMember Checked(BoundMember bound, ConfigEntry? entry)
    {
        var isLacking = bound.Value is null && entry is null && bound.Member.IsRequired;
        foreach (var rule in isLacking ? [] : bound.Member.Rules)
        {
            var revealed = bound.Value is { } value && bound.Member.Type.Item is null ? bound.Member.Type.Revealed(value) : bound.Value;
            var context = new ValidationContext(Definition, bound.Member.Name, serviceProvider: null, items: null) { MemberName = bound.Member.Name };
            if (rule.GetValidationResult(revealed, context) is { ErrorMessage: var message })
            {
                var place = entry is null ? $"The default of {KeyOf(Definition.Section)}:{bound.Member.Name}" : Sentence(entry.Place);
                _mistakes.Add($"{place}: {message}");
            }
        }

        return bound;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever the author's own initializer throws is a mistake in the configuration.")]
    private object? Create()
    {
        try
        {
            return Definition.Create(new ConfigValues([.. _members.Select(member => member.Value)]));
        }
        catch (Exception e)
        {
            return Wrong($"The configuration '{Definition.Section}' cannot be made: {e.Message}");
        }
    }
}
