using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Dataplatform.Sdk.DuckDb.Data;

/// <summary>A value for a parameter of a command: by name for <c>$name</c> and <c>@name</c>, by position for <c>?</c> and <c>$1</c>.</summary>
public sealed class DuckDbParameter : DbParameter
{
    private string _name = string.Empty;
    private string _sourceColumn = string.Empty;
    private DbType? _type;

    /// <summary>Makes a parameter without name and value.</summary>
    public DuckDbParameter()
    {
    }

    /// <summary>Makes a parameter by position.</summary>
    /// <param name="value">The value; null and <see cref="DBNull"/> are a missing one.</param>
    public DuckDbParameter(object? value) => Value = value;

    /// <summary>Makes a parameter by name.</summary>
    /// <param name="parameterName">The name, with or without <c>$</c> or <c>@</c> before it.</param>
    /// <param name="value">The value; null and <see cref="DBNull"/> are a missing one.</param>
    public DuckDbParameter(string parameterName, object? value)
    {
        ParameterName = parameterName;
        Value = value;
    }

    /// <summary>What the value is turned into where it is of another .NET type, such as a <see cref="DateTime"/> that is meant as a date.</summary>
    /// <value>Default: as the value is.</value>
    public override DbType DbType
    {
        get => _type ?? ParameterValues.TypeOf(Value);
        set => _type = value;
    }

    /// <summary>Always <see cref="ParameterDirection.Input"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Another direction is set; DuckDB has none.</exception>
    public override ParameterDirection Direction
    {
        get => ParameterDirection.Input;
        set => ArgumentOutOfRangeException.ThrowIfNotEqual(value, ParameterDirection.Input);
    }

    /// <inheritdoc/>
    public override bool IsNullable { get; set; } = true;

    /// <summary>The name; a <c>$</c>, <c>@</c> or <c>:</c> before it does not count.</summary>
    [AllowNull]
    public override string ParameterName
    {
        get => _name;
        set => _name = value ?? string.Empty;
    }

    /// <inheritdoc/>
    public override int Size { get; set; }

    /// <inheritdoc/>
    [AllowNull]
    public override string SourceColumn
    {
        get => _sourceColumn;
        set => _sourceColumn = value ?? string.Empty;
    }

    /// <inheritdoc/>
    public override bool SourceColumnNullMapping { get; set; }

    /// <summary>The value; null and <see cref="DBNull"/> are a missing one.</summary>
    public override object? Value { get; set; }

    /// <summary>The name without what stands before it.</summary>
    internal string BareName => Bare(_name);

    /// <summary>The type that was set; null if the value's own counts.</summary>
    internal DbType? ExplicitType => _type;

    /// <inheritdoc/>
    public override void ResetDbType() => _type = null;

    internal static string Bare(string name) => name is ['$' or '@' or ':', ..] ? name[1..] : name;
}
