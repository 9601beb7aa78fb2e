using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace Dataplatform.Sdk.CodeVersions;

/// <summary>
/// Tells whose an assembly is. Assemblies with assets are the user's, and so are the projects of the app's <c>deps.json</c>;
/// what it calls a package is one. Without the file (an app of a single file, a plug-in) a library counts by the identity of
/// its build, which is sound and may be more than was changed.
/// </summary>
/// <param name="own">The assemblies with assets.</param>
/// <param name="libraries">What is known of other assemblies, by their simple names.</param>
internal sealed class CodeOrigins(IEnumerable<Assembly> own, IReadOnlyDictionary<string, CodeOrigin> libraries)
{
    // The public keys with which Microsoft signs .NET and its extensions.
    private static readonly string[] PlatformKeys = ["b77a5c561934e089", "b03f5f7f11d50a3a", "cc7b13ffcd2ddd51", "7cec85d7bea7798e", "adb9793829ddae60", "31bf3856ad364e35"];
    private static readonly string[] PlatformNames = ["System", "Microsoft.Extensions", "Microsoft.AspNetCore", "Microsoft.CSharp", "Microsoft.VisualBasic", "Microsoft.Win32", "mscorlib", "netstandard", "WindowsBase"];

    private readonly ConcurrentDictionary<Assembly, CodeOrigin> _origins = new(own.Select(assembly => KeyValuePair.Create(assembly, CodeOrigin.Own)));

    public CodeOrigin Of(Assembly assembly) => _origins.GetOrAdd(assembly, Find);

    /// <summary>What the dependencies of the running app say of its libraries.</summary>
    public static IReadOnlyDictionary<string, CodeOrigin> OfApp() =>
        ((AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string) ?? string.Empty)
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Take(1) // The others are those of the shared frameworks.
            .Where(File.Exists)
            .SelectMany(path => Read(File.ReadAllText(path)))
            .ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a <c>deps.json</c>.</summary>
    public static IReadOnlyDictionary<string, CodeOrigin> Read(string json)
    {
        var origins = new Dictionary<string, CodeOrigin>(StringComparer.OrdinalIgnoreCase);
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        foreach (var library in root.GetProperty("targets").GetProperty(root.GetProperty("runtimeTarget").GetProperty("name").GetString()!).EnumerateObject())
        {
            var kind = root.GetProperty("libraries").TryGetProperty(library.Name, out var entry) && entry.TryGetProperty("type", out var type) ? type.GetString() : null;
            var origin = kind switch
            {
                "project" => CodeOrigin.Own,
                "package" => new CodeOrigin(CodeOriginKind.Package, library.Name.Replace('/', ' ')),
                "runtimepack" => CodeOrigin.Platform,
                _ => null,
            };
            if (origin is null)
            {
                continue;
            }

            foreach (var section in new[] { "runtime", "runtimeTargets" })
            {
                if (library.Value.TryGetProperty(section, out var files))
                {
                    foreach (var file in files.EnumerateObject())
                    {
                        origins.TryAdd(Path.GetFileNameWithoutExtension(file.Name), origin);
                    }
                }
            }
        }

        return origins;
    }

    private CodeOrigin Find(Assembly assembly)
    {
        var name = assembly.GetName();
        if (IsPlatform(name))
        {
            return CodeOrigin.Platform;
        }

        return libraries.TryGetValue(name.Name!, out var origin)
            ? origin
            : new CodeOrigin(CodeOriginKind.Package, $"{name.Name} {assembly.ManifestModule.ModuleVersionId:N}");
    }

    private static bool IsPlatform(AssemblyName assembly)
    {
        var name = assembly.Name!;
        return Is("Dataplatform.Sdk")
            || (Array.Exists(PlatformNames, Is) && PlatformKeys.Contains(Convert.ToHexStringLower(assembly.GetPublicKeyToken() ?? []), StringComparer.Ordinal));

        bool Is(string prefix) => name.StartsWith(prefix, StringComparison.Ordinal) && (name.Length == prefix.Length || name[prefix.Length] == '.');
    }
}
