using System.Globalization;
using System.Text.Json;

namespace Dataplatform.Sdk.Configs;

/// <summary>The values of <c>--config</c>: JSON files and <c>section:Member=value</c>, in their order. Mistakes are kept, to be told with all others.</summary>
internal sealed class ConfigArguments
{
    /// <summary>The option's name.</summary>
    public const string Option = "--config";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly List<ArgumentProvider> _layers = [];
    private readonly List<string> _mistakes = [];

    private ConfigArguments()
    {
    }

    /// <summary>What was said, later ones winning.</summary>
    public IReadOnlyList<ArgumentProvider> Layers => _layers;

    /// <summary>What could not be understood.</summary>
    public IReadOnlyList<string> Mistakes => _mistakes;

    /// <summary>Reads values of the option.</summary>
    public static ConfigArguments Parse(IEnumerable<string> values)
    {
        var arguments = new ConfigArguments();
        Dictionary<string, string?>? open = null;
        foreach (var value in values)
        {
            if (!value.Contains('=', StringComparison.Ordinal))
            {
                open = null;
                arguments.AddFile(value);
            }
            else if (arguments.Assignment(value) is var (key, text))
            {
                if (open is null)
                {
                    open = new(StringComparer.OrdinalIgnoreCase);
                    arguments.Add(Option, open);
                }

                open[key] = text;
            }
        }

        return arguments;
    }

    /// <summary>The values of the option among the arguments of a program.</summary>
    public static IEnumerable<string> In(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == Option && i + 1 < args.Count)
            {
                yield return args[++i];
            }
            else if (Inline(args[i]) is { } value)
            {
                yield return value;
            }
        }
    }

    /// <summary>The arguments with whole paths of files, for a process in another folder.</summary>
    public static IReadOnlyList<string> Absolute(IReadOnlyList<string> args)
    {
        var whole = new List<string>(args.Count);
        for (var i = 0; i < args.Count; i++)
        {
            whole.Add(i > 0 && args[i - 1] == Option ? Path(args[i]) : Inline(args[i]) is { } value ? $"{Option}={Path(value)}" : args[i]);
        }

        return whole;

        static string Path(string value) => value.Contains('=', StringComparison.Ordinal) ? value : System.IO.Path.GetFullPath(value);
    }

    private static string? Inline(string argument) =>
        argument.StartsWith($"{Option}=", StringComparison.Ordinal) || argument.StartsWith($"{Option}:", StringComparison.Ordinal) ? argument[(Option.Length + 1)..] : null;

    private void Add(string name, Dictionary<string, string?> values)
    {
        var layer = new ArgumentProvider(name, values);
        layer.Load();
        _layers.Add(layer);
    }

    private (string Key, string Value)? Assignment(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var name = argument[..equals].Trim();
        if (name.Split(':') is { Length: >= 2 } parts && parts.All(part => part.Length > 0))
        {
            return ($"{ConfigDefinition.Root}:{name}", argument[(equals + 1)..]);
        }

        // Without the value: it may be a secret.
        _mistakes.Add($"{Option} {name}=… names no member. Write section:Member=value, or the path of a JSON file.");
        return null;
    }

    private void AddFile(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                _mistakes.Add($"{Option} {path}: the file holds no object. It is {{ \"section\": {{ \"Member\": value }} }}.");
                return;
            }

            var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
            foreach (var section in document.RootElement.EnumerateObject().Where(section => section.Name != "$schema"))
            {
                Flatten($"{ConfigDefinition.Root}:{section.Name}", section.Value, values);
            }

            Add(path, values);
        }
        catch (JsonException e)
        {
            _mistakes.Add(string.Create(CultureInfo.InvariantCulture, $"{Option} {path}: the file is no JSON, from line {(e.LineNumber ?? 0) + 1} on."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            _mistakes.Add(e is FileNotFoundException or DirectoryNotFoundException
                ? $"{Option} {path}: there is no such file. Values are written as section:Member=value."
                : $"{Option} {path}: the file cannot be read. {e.Message}");
        }
    }

    // As the configuration of .NET has it: an empty list is an empty text, null is a value that is null.
    private static void Flatten(string key, JsonElement element, Dictionary<string, string?> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Flatten($"{key}:{member.Name}", member.Value, values);
                }

                break;
            case JsonValueKind.Array when element.GetArrayLength() > 0:
                var ordinal = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Flatten(string.Create(CultureInfo.InvariantCulture, $"{key}:{ordinal++}"), item, values);
                }

                break;
            default:
                values[key] = element.ValueKind switch
                {
                    JsonValueKind.Array => string.Empty,
                    JsonValueKind.Null => null,
                    JsonValueKind.String => element.GetString(),
                    _ => element.GetRawText(),
                };
                break;
        }
    }
}
