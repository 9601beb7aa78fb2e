using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

namespace Dataplatform.Sdk.Cli;

/// <summary>Says in one line what is wrong with the arguments.</summary>
internal static class UsageMistake
{
    /// <summary>The first mistake; null if the arguments are right, or ask for help.</summary>
    public static string? In(ParseResult parsed)
    {
        if (parsed.GetResult("--help") is OptionResult { Implicit: false } || parsed.GetResult("--version") is OptionResult { Implicit: false })
        {
            return null;
        }

        var verb = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens.Count > 0)
        {
            return Unknown(parsed.UnmatchedTokens[0], verb) ?? Unselected(parsed, verb);
        }

        if (Misplaced(parsed) is { } option)
        {
            return $"'{option}' stands before the verb '{verb.Name}'. Write it behind.";
        }

        if (parsed.Errors.Count == 0)
        {
            return null;
        }

        var error = parsed.Errors[0];
        return error.SymbolResult switch
        {
            ArgumentResult { Tokens.Count: 0, Parent: CommandResult { Command: var command }, Argument: var argument } =>
                $"'{command.Name}' needs {Article(argument.Name)}: {command.Name} <{argument.Name}>.",
            OptionResult { Tokens.Count: 0, Option: var lacking } => $"'{lacking.Name}' needs a value.",
            OptionResult { Tokens.Count: > 1, Option: { Arity.MaximumNumberOfValues: 1 } repeated } => $"'{repeated.Name}' is given more than once.",
            _ => error.Message,
        };
    }

    // Assets as plain arguments are what people try first, and what they mean is plain.
    private static string Unselected(ParseResult parsed, Command verb)
    {
        var token = parsed.UnmatchedTokens[0];
        var mistake = $"'{verb.Name}' does not take the argument '{token}'.";
        if (verb.Options.OfType<Option<string>>().FirstOrDefault(option => option.Name == "--select") is not { } select)
        {
            return $"{mistake} '{Help(verb)}' shows what it takes.";
        }

        var given = parsed.GetResult(select) is { Implicit: false, Tokens: [var first, ..] } ? [first.Value] : Array.Empty<string>();
        var words = given.Concat(parsed.UnmatchedTokens.Where(word => !word.StartsWith('-'))).ToList();
        var isExpression = words.Any(word => word is "and" or "or" or "not");
        var selection = string.Join(isExpression ? " " : " or ", words);
        var quote = selection.All(c => char.IsLetterOrDigit(c) || c is '_' or '/' or ':' or '+' or '-' or '.') ? string.Empty : "\"";
        return $"{mistake} Write: {verb.Name} --select {quote}{selection}{quote}";
    }

    private static string? Unknown(string token, Command verb)
    {
        if (token.StartsWith('-'))
        {
            var name = token.Split('=', ':')[0];
            var near = NearestName.Suggestion(name, verb.Options.Where(option => !option.Hidden).Select(option => option.Name));
            return $"Unknown option '{name}'.{(near.Length > 0 ? near : $" '{Help(verb)}' shows all.")}";
        }

        if (verb is not RootCommand)
        {
            return null;
        }

        if (token.Contains('/', StringComparison.Ordinal) && AssetKey.TryParse(token, out _))
        {
            return $"Unknown verb '{token}'. Write: --select {token}";
        }

        var verbs = verb.Subcommands.Select(command => command.Name);
        var meant = NearestName.Suggestion(token, verbs);
        return $"Unknown verb '{token}'.{(meant.Length > 0 ? meant : $" The verbs are {string.Join(", ", verbs)}.")}";
    }

    // Options of the root are those of materialize: in front of another verb they would silently do nothing.
    private static string? Misplaced(ParseResult parsed) => parsed.CommandResult.Parent is not CommandResult root
        ? null
        : root.Children.OfType<OptionResult>().FirstOrDefault(option => !option.Implicit && !option.Option.Recursive && option.Option is not HelpOption)?.Option.Name;

    private static string Help(Command verb) => verb is RootCommand ? "--help" : $"{verb.Name} --help";

    private static string Article(string noun) => noun[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? $"an {noun}" : $"a {noun}";
}
