using Microsoft.Extensions.Hosting;

namespace Dataplatform.Sdk.Hosting;

/// <summary>The environment that is asked for. .NET takes any name, so that a wrong one silently runs without its settings.</summary>
/// <param name="Name">The name as its file of settings writes it; null for the default.</param>
/// <param name="Mistake">Why it cannot be meant; null if it can.</param>
internal sealed record AppEnvironment(string? Name, string? Mistake)
{
    /// <summary>The option's name.</summary>
    public const string Option = "--environment";

    /// <summary>The variable that .NET reads.</summary>
    public const string Variable = "DOTNET_ENVIRONMENT";

    private static readonly string[] Usual = [Environments.Development, Environments.Staging, Environments.Production];

    /// <summary>The environment of a program.</summary>
    /// <param name="args">Its arguments, which go before the variable.</param>
    /// <param name="variable">The value of the variable.</param>
    /// <param name="contentRoot">Where the files of settings are.</param>
    public static AppEnvironment Of(IReadOnlyList<string> args, string? variable, string contentRoot)
    {
        var option = In(args);
        if ((option ?? variable) is not { Length: > 0 } asked)
        {
            return new(null, null);
        }

        // The files first: on most systems they are found only as they are written.
        string[] known = [.. WithSettings(contentRoot), .. Usual];
        if ((Array.Find(known, name => name == asked) ?? Array.Find(known, name => name.Equals(asked, StringComparison.OrdinalIgnoreCase))) is { } name)
        {
            return new(name, null);
        }

        // The variable counts for other programs too, which may know more names. Who writes the option means this program.
        var near = NearestName.Suggestion(asked, known);
        return option is null && near.Length == 0
            ? new(asked, null)
            : new(asked, $"There is no environment '{asked}' ({(option is null ? Variable : Option)}): {Path.Combine(contentRoot, SettingsOf(asked))} does not exist.{(near.Length > 0 ? near : Prefixed(asked, known))} If it is meant, add the file; {{}} will do.");
    }

    private static string? In(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == Option && i + 1 < args.Count)
            {
                return args[i + 1];
            }

            if (args[i].StartsWith($"{Option}=", StringComparison.Ordinal) || args[i].StartsWith($"{Option}:", StringComparison.Ordinal))
            {
                return args[i][(Option.Length + 1)..];
            }
        }

        return null;
    }

    private static IEnumerable<string> WithSettings(string contentRoot) => !Directory.Exists(contentRoot) ? [] : Directory.EnumerateFiles(contentRoot, SettingsOf("*"))
        .Select(file => Path.GetFileNameWithoutExtension(file)["appsettings.".Length..]).Order(StringComparer.Ordinal);

    // Too short to be near: dev, prod.
    private static string Prefixed(string asked, string[] known) =>
        Array.Find(known, name => name.StartsWith(asked, StringComparison.OrdinalIgnoreCase)) is { } whole ? $" Did you mean '{whole}'?" : string.Empty;

    private static string SettingsOf(string name) => $"appsettings.{name}.json";
}
