using System.Diagnostics;
using System.Reflection;
using System.Runtime.Versioning;
using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.CodeVersions;

/// <summary>With what an assembly was compiled, as people read it: <c>Release, optimized, .NETCoreApp v10.0, compiler 5.0.0</c>.</summary>
internal static class BuildDescription
{
    public static string Of(Assembly assembly)
    {
        string?[] facts =
        [
            assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration,
            assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true } ? "not optimized" : "optimized",
            assembly.GetCustomAttribute<TargetFrameworkAttribute>()?.FrameworkName.Replace(",Version=", " ", StringComparison.Ordinal),
            assembly.GetCustomAttribute<AssetCatalogAttribute>()?.Compiler is { } compiler ? $"compiler {compiler}" : null,
        ];
        return string.Join(", ", facts.Where(fact => !string.IsNullOrEmpty(fact)));
    }
}
