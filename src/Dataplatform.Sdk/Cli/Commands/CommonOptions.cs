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
