using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Dataplatform.Sdk.DuckDb.Data;

/// <summary>The parameters of a command, in the order of their positions.</summary>
[SuppressMessage("Design", "CA1010:Generic interface should also be implemented", Justification = "The base class of ADO.NET is not generic.")]
public sealed class DuckDbParameterCollection : DbParameterCollection
{
    private readonly List<DuckDbParameter> _parameters = [];

    internal DuckDbParameterCollection()
    {
    }

    /// <inheritdoc/>
    public override int Count => _parameters.Count;

    /// <inheritdoc/>
    public override object SyncRoot => ((ICollection)_parameters).SyncRoot;

    /// <summary>A parameter by its position, counted from 0.</summary>
    public new DuckDbParameter this[int index]
    {
        get => _parameters[index];
        set => _parameters[index] = value;
    }

    /// <summary>A parameter by its name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public new DuckDbParameter this[string parameterName]
    {
        get => _parameters[Required(parameterName)];
        set => _parameters[Required(parameterName)] = value;
    }

    /// <inheritdoc/>
    public override int Add(object value)
    {
        _parameters.Add(Cast(value));
        return _parameters.Count - 1;
    }

    /// <summary>Adds a parameter.</summary>
    /// <returns>The parameter.</returns>
    public DuckDbParameter Add(DuckDbParameter parameter)
    {
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Adds a parameter by name.</summary>
    /// <param name="parameterName">The name, with or without <c>$</c> or <c>@</c> before it.</param>
    /// <param name="value">The value; null and <see cref="DBNull"/> are a missing one.</param>
    /// <returns>The parameter.</returns>
    public DuckDbParameter AddWithValue(string parameterName, object? value) => Add(new DuckDbParameter(parameterName, value));

    /// <inheritdoc/>
    public override void AddRange(Array values)
    {
        foreach (var value in values)
        {
            Add(value!);
        }
    }

    /// <inheritdoc/>
    public override void Clear() => _parameters.Clear();

    /// <inheritdoc/>
    public override bool Contains(object value) => IndexOf(value) >= 0;

    /// <inheritdoc/>
    public override bool Contains(string value) => IndexOf(value) >= 0;

    /// <inheritdoc/>
    public override void CopyTo(Array array, int index) => ((ICollection)_parameters).CopyTo(array, index);

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => _parameters.GetEnumerator();

    /// <inheritdoc/>
    public override int IndexOf(object value) => value is DuckDbParameter parameter ? _parameters.IndexOf(parameter) : -1;

    /// <summary>The position of the parameter with a name, in any case and with or without <c>$</c> or <c>@</c>; -1 if there is none.</summary>
    public override int IndexOf(string parameterName)
    {
        var bare = DuckDbParameter.Bare(parameterName);
        return _parameters.FindIndex(parameter => string.Equals(parameter.BareName, bare, StringComparison.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    public override void Insert(int index, object value) => _parameters.Insert(index, Cast(value));

    /// <inheritdoc/>
    public override void Remove(object value) => _parameters.Remove(Cast(value));

    /// <inheritdoc/>
    public override void RemoveAt(int index) => _parameters.RemoveAt(index);

    /// <inheritdoc/>
    public override void RemoveAt(string parameterName) => _parameters.RemoveAt(Required(parameterName));

    /// <inheritdoc/>
    protected override DbParameter GetParameter(int index) => _parameters[index];

    /// <inheritdoc/>
    protected override DbParameter GetParameter(string parameterName) => this[parameterName];

    /// <inheritdoc/>
    protected override void SetParameter(int index, DbParameter value) => _parameters[index] = Cast(value);

    /// <inheritdoc/>
    protected override void SetParameter(string parameterName, DbParameter value) => this[parameterName] = Cast(value);

    private int Required(string name) => IndexOf(name) is var index and >= 0
        ? index
        : throw new ArgumentException($"The command has no parameter '{name}'.", nameof(name));

    private static DuckDbParameter Cast(object value) => value as DuckDbParameter
        ?? throw new ArgumentException($"A parameter of DuckDB is a {nameof(DuckDbParameter)}, not a '{value?.GetType().Name ?? "null"}'. Make it with command.CreateParameter().", nameof(value));
}
