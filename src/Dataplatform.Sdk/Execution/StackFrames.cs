using System.Text.RegularExpressions;

namespace Dataplatform.Sdk.Execution;

/// <summary>
/// Picks the author's own frames out of a stack trace and writes them as source is written. It reads the trace's text:
/// asking the frames themselves for their methods is reflection, which a trimmed app does not have.
/// </summary>
internal static partial class StackFrames
{
    private static readonly string[] Foreign = ["System.", "Microsoft.", "Dataplatform.Sdk."];

    /// <summary>The frames, innermost first: <c>SalesAssets.RawOrders in SalesAssets.cs:12</c>.</summary>
    public static IReadOnlyList<string> OfAuthor(string? stackTrace)
    {
        var frames = new List<string>();
        foreach (var line in (stackTrace ?? string.Empty).Split('\n'))
        {
            if (Line().Match(line.TrimEnd('\r')) is { Success: true } match && Describe(match) is { } frame && (frames.Count == 0 || frames[^1] != frame))
            {
                frames.Add(frame);
            }
        }

        return frames;
    }

    private static string? Describe(Match line)
    {
        var method = line.Groups["method"].Value;
        var file = line.Groups["file"].Value;
        if (Array.Exists(Foreign, prefix => method.StartsWith(prefix, StringComparison.Ordinal)) || file.EndsWith(".g.cs", StringComparison.Ordinal))
        {
            return null;
        }

        var name = Name(method);
        return file.Length == 0 ? name : $"{name} in {file[(file.LastIndexOfAny(['/', '\\']) + 1)..]}:{line.Groups["line"].Value}";
    }

    // Acme.SalesAssets.<>c__DisplayClass0_0.<RawOrders>b__1 and ….<RawOrders>d__0.MoveNext are what the compiler made of
    // lambdas, local functions, iterators and async methods of SalesAssets.RawOrders.
    private static string Name(string method)
    {
        var isConstructor = method.EndsWith("..ctor", StringComparison.Ordinal) || method.EndsWith("..cctor", StringComparison.Ordinal);
        method = method.Replace("+MoveNext", string.Empty, StringComparison.Ordinal);
        method = isConstructor ? method[..method.LastIndexOf("..", StringComparison.Ordinal)] : method;
        var origin = Mangled().Match(method);
        if (origin.Success)
        {
            var type = Closure().Replace(method[..origin.Index], string.Empty).TrimEnd('.', '+');
            method = $"{type}.{origin.Groups["name"].Value}";
        }

        var parts = Generic().Replace(method, string.Empty).Split('.', '+');
        return isConstructor ? $"new {parts[^1]}" : string.Join('.', parts[Math.Max(0, parts.Length - 2)..]);
    }

    [GeneratedRegex(@"^\s*\S+ (?<method>[^()]+?)\(.*?\)(\+MoveNext\(\))?( in (?<file>.+):\S* ?(?<line>\d+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Line();

    [GeneratedRegex(@"<(?<name>\w+)>[a-z]__", RegexOptions.CultureInvariant)]
    private static partial Regex Mangled();

    [GeneratedRegex(@"<>c(__DisplayClass\w+)?(\[[^\]]*\])?", RegexOptions.CultureInvariant)]
    private static partial Regex Closure();

    [GeneratedRegex(@"(\[[^\]]*\])|(`\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Generic();
}
