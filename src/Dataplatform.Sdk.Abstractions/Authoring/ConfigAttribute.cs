namespace Dataplatform.Sdk;

/// <summary>
/// Marks a record as run configuration. An asset that takes it as a parameter is given it by the run, a service takes it in its
/// constructor. Its members are the parameters of its primary constructor, and those without a default must be configured.
/// </summary>
/// <example>
/// <code>
/// [Config]
/// public sealed record ShopConfig(Uri Endpoint, Secret&lt;string&gt; ApiKey, [Range(1, 10_000)] int BatchSize = 500);
/// </code>
/// <c>dotnet run -- --config shop:BatchSize=50</c>
/// </example>
/// <param name="section">
/// The section of the configuration, below <c>Dataplatform:Config</c>. Default: the type's name in snake_case without
/// <c>Config</c>, <c>Configuration</c>, <c>Options</c> or <c>Settings</c> at its end (<c>ShopApiConfig</c> → <c>shop_api</c>).
/// </param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class ConfigAttribute(string? section = null) : Attribute
{
    /// <summary>The section; null for the default.</summary>
    public string? Section { get; } = section;
}
