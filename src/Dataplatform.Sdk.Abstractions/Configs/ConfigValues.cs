using System.ComponentModel;

namespace Dataplatform.Sdk.Configs;

/// <summary>The values of a configuration's members, by their ordinals; asked by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ConfigValues
{
    private readonly IReadOnlyList<object?> _values;

    internal ConfigValues(IReadOnlyList<object?> values) => _values = values;

    /// <summary>A value.</summary>
    /// <param name="member">The member's ordinal.</param>
    public T Get<T>(int member) => (T)_values[member]!;
}
