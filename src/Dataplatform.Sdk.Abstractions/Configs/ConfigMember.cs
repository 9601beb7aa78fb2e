using System.ComponentModel.DataAnnotations;

namespace Dataplatform.Sdk.Configs;

/// <summary>A member of a configuration, made by generated code.</summary>
/// <param name="name">The name, as in C#. Configuration may write it in any case.</param>
/// <param name="type">How it is read.</param>
public sealed class ConfigMember(string name, ConfigType type)
{
    /// <summary>The name, as in C#.</summary>
    public string Name { get; } = name;

    /// <summary>How it is read.</summary>
    public ConfigType Type { get; } = type;

    /// <summary>Whether it must be configured, as it has no default.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it may be null.</summary>
    public bool IsNullable { get; init; }

    /// <summary>What it is without configuration.</summary>
    public object? Default { get; init; }

    /// <summary>A sentence for people; null if none was given.</summary>
    public string? Description { get; init; }

    /// <summary>What else its value must be.</summary>
    public IReadOnlyList<ValidationAttribute> Rules { get; init; } = [];
}
