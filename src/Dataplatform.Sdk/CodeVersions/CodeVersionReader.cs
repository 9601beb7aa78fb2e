using System.Reflection;
using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.CodeVersions;

/// <summary>
/// The code versions of steps, read from the loaded assemblies: nothing is run, and nothing is kept between processes. All
/// assets of a step have its version.
/// </summary>
internal sealed class CodeVersionReader
{
    private readonly Dictionary<StepDefinition, CodeVersion> _versions = new(ReferenceEqualityComparer.Instance);
    private readonly Lock _lock = new();
    private readonly CodeGraph _graph;

    /// <summary>Reads the code of these catalogs.</summary>
    /// <param name="catalogs">The catalogs of the app; their assemblies are followed.</param>
    /// <param name="libraries">What is known of other assemblies; null asks the dependencies of the running app.</param>
    public CodeVersionReader(IEnumerable<AssetCatalog> catalogs, IReadOnlyDictionary<string, CodeOrigin>? libraries = null) =>
        _graph = new CodeGraph(new CodeOrigins(catalogs.SelectMany(catalog => catalog.Steps).Select(step => step.DeclaringType.Assembly).Distinct(), libraries ?? CodeOrigins.OfApp()));

    /// <summary>The version of a step.</summary>
    /// <exception cref="DataplatformException">Its <see cref="CodeVersionAttribute"/> is blank.</exception>
    public CodeVersion Of(StepDefinition step)
    {
        lock (_lock)
        {
            if (!_versions.TryGetValue(step, out var version))
            {
                _versions.Add(step, version = Read(step));
            }

            return version;
        }
    }

    private CodeVersion Read(StepDefinition step)
    {
        var content = new StepContent(_graph, step);
        if (content.Method?.GetCustomAttribute<CodeVersionAttribute>() is { } declared)
        {
            return string.IsNullOrWhiteSpace(declared.Version)
                ? throw new DataplatformException($"The [CodeVersion] of '{step.Name}' is blank. Write a version, or remove the attribute to have one computed.")
                : new CodeVersion(declared.Version, string.Empty, [new CodePart($"[CodeVersion] {step.Name}", declared.Version, IsCompiled: false)]) { IsDeclared = true };
        }

        return ReachedCode.VersionOf(content.Node());
    }
}
