using Microsoft.Extensions.Configuration;

namespace Dataplatform.Sdk.Configs;

/// <summary>What <c>--config</c> says: one file, or the values between two files.</summary>
internal sealed class ArgumentProvider(string name, IDictionary<string, string?> values) : ConfigurationProvider, IConfigurationSource
{
    /// <summary>The file as it was given, or <c>--config</c>.</summary>
    public string Name => name;

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load() => Data = values;
}
