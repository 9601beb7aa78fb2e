using System.Collections.ObjectModel;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Dataplatform.Sdk.Configs;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>Options that several verbs have.</summary>
internal static class CommonOptions
{
    public static Option<string> Select() => new("--select")
    {
        Description = "Which assets: keys, key:, group:, tag:, owner:, kind:, +x, x+, and, or, not.",
        HelpName = "selection",
    };

    public static Option<string> Job() => new("--job") { Description = "The assets of a job; 'jobs' lists them.", HelpName = "name" };

    public static Option<bool> Json(string description = "One JSON object per line.") => new("--json") { Description = description };

    /// <summary>What the run is called, by key; may be given more than once.</summary>
    public static Option<IReadOnlyDictionary<string, string>> Tag() => new("--tag")
    {
        Description = "What to call the run, as key=value; may be given more than once.",
        HelpName = "key=value",
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => ReadOnlyDictionary<string, string>.Empty,
        CustomParser = result => Pairs(result, "--tag", "key=value, such as ticket=4711", "A run has one value of a key"),
    };

    /// <summary>What is to be said of an asset, by name; may be given more than once.</summary>
    public static Option<IReadOnlyDictionary<string, string>> Metadata() => new("--metadata")
    {
        Description = "A fact about it, as name=value; may be given more than once.",
        HelpName = "name=value",
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => ReadOnlyDictionary<string, string>.Empty,
        CustomParser = result => Pairs(result, "--metadata", "name=value, such as rows=4711", "A fact has one value"),
    };

    public static Option<bool> FullRefresh() => new("--full-refresh") { Description = "Make assets that keep rows of earlier runs from nothing; [Self] is null." };

    public static Option<string[]> Config() => new(ConfigArguments.Option)
    {
        Description = "Run configuration: a JSON file, or section:Member=value. Repeatable, the later wins.",
        HelpName = "file or value",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>An option that takes a whole number from 1 up.</summary>
    public static Option<int> Number(string name, string description, int defaultValue) => new(name)
    {
        Description = description,
        HelpName = "n",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => Parse(result, name, defaultValue),
    };

    /// <summary>A number from 1 up that need not be given.</summary>
    public static Option<int?> OptionalNumber(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "n",
        CustomParser = result => Parse(result, name, 1),
    };

    private static SortedDictionary<string, string> Pairs(ArgumentResult result, string option, string form, string rule)
    {
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in result.Tokens.Select(token => token.Value))
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || text[..equals].Any(char.IsWhiteSpace))
            {
                result.AddError($"'{option}' takes {form}, not '{text}'.");
            }
            else if (!pairs.TryAdd(text[..equals], text[(equals + 1)..]))
            {
                result.AddError($"'{option}' names '{text[..equals]}' twice. {rule}.");
            }
        }

        return pairs;
    }

    private static int Parse(ArgumentResult result, string name, int defaultValue)
    {
        if (result.Tokens.Count == 0)
        {
            return defaultValue;
        }

        var text = result.Tokens[^1].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1)
        {
            return number;
        }

        result.AddError($"'{name}' takes a whole number from 1 up, not '{text}'.");
        return defaultValue;
    }
}
