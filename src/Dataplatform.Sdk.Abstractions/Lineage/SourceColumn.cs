using System.Diagnostics;

namespace Dataplatform.Sdk.Lineage;

/// <summary>A column of a table that a query reads.</summary>
/// <param name="Table">The table, by <see cref="LineageTable.Name"/>.</param>
/// <param name="Column">The column.</param>
[DebuggerDisplay("{Table,nq}.{Column,nq}")]
public readonly record struct SourceColumn(string Table, string Column) : IComparable<SourceColumn>
{
    /// <summary>In ordinal order of the tables, then of the columns.</summary>
    public int CompareTo(SourceColumn other) => string.CompareOrdinal(Table, other.Table) is var table and not 0 ? table : string.CompareOrdinal(Column, other.Column);

    /// <summary><c>table.column</c>.</summary>
    public override string ToString() => $"{Table}.{Column}";

    /// <summary>Whether one comes before another.</summary>
    public static bool operator <(SourceColumn left, SourceColumn right) => left.CompareTo(right) < 0;

    /// <summary>Whether one comes before another, or is the same.</summary>
    public static bool operator <=(SourceColumn left, SourceColumn right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one comes after another.</summary>
    public static bool operator >(SourceColumn left, SourceColumn right) => left.CompareTo(right) > 0;

    /// <summary>Whether one comes after another, or is the same.</summary>
    public static bool operator >=(SourceColumn left, SourceColumn right) => left.CompareTo(right) >= 0;
}
