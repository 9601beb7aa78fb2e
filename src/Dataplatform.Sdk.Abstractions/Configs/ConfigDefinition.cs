using System.Diagnostics;

namespace Dataplatform.Sdk.Configs;

/// <summary>A type with <see cref="ConfigAttribute"/>, as declared; made by generated code.</summary>
/// <param name="type">The type.</param>
/// <param name="section">Its section below <c>Dataplatform:Config</c>.</param>
/// <param name="members">Its members, in the order of the constructor's parameters.</param>
/// <param name="create">Makes one of its members' values.</param>
[DebuggerDisplay("{Section,nq}")]
public sealed class ConfigDefinition(Type type, string section, IReadOnlyList<ConfigMember> members, Func<ConfigValues, object> create)
{
    /// <summary>Where all configurations are kept in the app's configuration.</summary>
    public const string Root = "Dataplatform:Config";

    /// <summary>The type.</summary>
    public Type Type { get; } = type;

    /// <summary>Its section below <see cref="Root"/>.</summary>
    public string Section { get; } = section;

    /// <summary>Its members, in the order of the constructor's parameters.</summary>
    public IReadOnlyList<ConfigMember> Members { get; } = members;

    /// <summary>A sentence for people; null if none was given.</summary>
    public string? Description { get; init; }

    internal object Create(ConfigValues values) => create(values);
}
