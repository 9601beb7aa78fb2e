using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Dataplatform.Sdk.Execution;

/// <summary>Picks the author's own frames out of a stack trace and writes them as source is written.</summary>
internal static partial class StackFrames
{
    private const string Ours = "Dataplatform.Sdk";

    private static readonly string[] OurPackages = ["Abstractions", "DuckDb", "Testing", "Dashboard", "Postgres", "S3", "OpenLineage"];

    /// <summary>The frames, innermost first: <c>SalesAssets.RawOrders in SalesAssets.cs:12</c>.</summary>
    public static IReadOnlyList<string> OfAuthor(Exception exception)
    {
        var frames = new List<string>();
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (Describe(frame) is { } described && (frames.Count == 0 || frames[^1] != described))
            {
                frames.Add(described);
            }
        }

        return frames;
    }

    /// <summary>
    /// A method as its author wrote it. <c>SalesAssets+&lt;RawOrders&gt;d__0.MoveNext</c> and
    /// <c>SalesAssets+&lt;&gt;c.&lt;RawOrders&gt;b__0_1</c> are what the compiler made of an iterator and a lambda in
    /// <c>SalesAssets.RawOrders</c>.
    /// </summary>
    public static string Demangle(string type, string method)
    {
        if (Mangled().Match(method) is { Success: true } inMethod)
        {
            method = inMethod.Groups["name"].Value;
        }
        else if (Mangled().Match(type) is { Success: true } inType)
        {
            method = inType.Groups["name"].Value;
        }

        type = type.Split('+').TakeWhile(part => !part.StartsWith('<')).Last();
        type = type[(type.LastIndexOf('.') + 1)..];
        type = type.IndexOf('`', StringComparison.Ordinal) is var arity and >= 0 ? type[..arity] : type;
        return method is ".ctor" or ".cctor" ? $"new {type}" : $"{type}.{method}";
    }

    private static string? Describe(StackFrame frame)
    {
        var file = frame.GetFileName() ?? string.Empty;
        if (DiagnosticMethodInfo.Create(frame) is not { } method || IsForeign(method.DeclaringAssemblyName) || file.EndsWith(".g.cs", StringComparison.Ordinal))
        {
            return null;
        }

        var name = Demangle(method.DeclaringTypeName ?? string.Empty, method.Name);
        return file.Length == 0
            ? name
            : string.Create(CultureInfo.InvariantCulture, $"{name} in {file[(file.LastIndexOfAny(['/', '\\']) + 1)..]}:{frame.GetFileLineNumber()}");
    }

    private static bool IsForeign(string assembly)
    {
        var name = assembly.IndexOf(',', StringComparison.Ordinal) is var comma and >= 0 ? assembly[..comma] : assembly;
        return name == Ours
            || name.StartsWith("System.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.", StringComparison.Ordinal)
            || Array.Exists(OurPackages, package => name == $"{Ours}.{package}");
    }

    [GeneratedRegex(@"<(?<name>\w+)>[a-z](__|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Mangled();
}
