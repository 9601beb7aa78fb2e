using Dataplatform.Sdk.Analyzers.Extraction;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>What the rules on an asset's body need to know of its method.</summary>
internal sealed class AssetBody(IMethodSymbol method, Compilation compilation)
{
    public IMethodSymbol Method { get; } = method;

    public Compilation Compilation { get; } = compilation;

    public string Source { get; } = method.ContainingType.Name + "." + method.Name;

    /// <summary>How the body can name the run's token; null if it cannot.</summary>
    public string? Token { get; } = Parameter(method, "CancellationToken", "System.Threading") is { } token ? token
        : Parameter(method, "AssetContext", Names.Sdk) is { } context ? context + ".CancellationToken"
        : null;

    /// <summary>Whether the method only renders a query, so that nothing but tables can be handed to it.</summary>
    public bool IsQuery { get; } = ValueTypes.Unwrap(method.ReturnType, out _).IsSdk("Sql", 1);

    private static string? Parameter(IMethodSymbol method, string name, string ns) => method.Parameters.FirstOrDefault(parameter => parameter.Type.IsNamed(name, ns))?.Name;
}
