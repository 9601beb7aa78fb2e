using System.Data;
using System.Globalization;
using System.Numerics;
using System.Text;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Data;

/// <summary>Turns what ADO.NET's callers give into the values that DuckDB takes, and finds the parameter that each is for.</summary>
internal static class ParameterValues
{
    /// <summary>Binds each parameter that a statement has.</summary>
    /// <exception cref="DuckDbException">A parameter of the statement has no value.</exception>
    public static void Bind(DuckDbStatement statement, DuckDbParameterCollection parameters)
    {
        var count = statement.ParameterCount;
        for (var i = 1; i <= count; i++)
        {
            var name = statement.ParameterName(i);
            statement.Bind(i, ToNative(Find(parameters, name)));
        }
    }

    /// <summary>
    /// Writes the parameters' <c>@name</c> as DuckDB's <c>$name</c>. To DuckDB <c>@</c> is an operator, the absolute value, so
    /// that only the names of parameters are changed.
    /// </summary>
    public static string Rename(string sql, DuckDbParameterCollection parameters)
    {
        if (parameters.Count == 0 || !sql.Contains('@', StringComparison.Ordinal))
        {
            return sql;
        }

        var text = new StringBuilder(sql.Length);
        for (var i = 0; i < sql.Length;)
        {
            var next = SqlTokens.Skip(sql, i, out _);
            if (sql[i] == '@' && (i == 0 || sql[i - 1] != '@'))
            {
                next = i + 1;
                while (next < sql.Length && SqlTokens.IsWord(sql[next]))
                {
                    next++;
                }

                text.Append(next > i + 1 && parameters.Contains(sql[(i + 1)..next]) ? '$' : '@').Append(sql, i + 1, next - i - 1);
            }
            else
            {
                text.Append(sql, i, next - i);
            }

            i = next;
        }

        return text.ToString();
    }

    /// <summary>The nearest of ADO.NET's types.</summary>
    public static DbType TypeOf(object? value) => value switch
    {
        bool => DbType.Boolean,
        sbyte => DbType.SByte,
        byte => DbType.Byte,
        short => DbType.Int16,
        ushort => DbType.UInt16,
        int => DbType.Int32,
        uint => DbType.UInt32,
        long => DbType.Int64,
        ulong => DbType.UInt64,
        float => DbType.Single,
        double => DbType.Double,
        decimal => DbType.Decimal,
        Int128 or UInt128 or BigInteger => DbType.VarNumeric,
        string or char => DbType.String,
        Guid => DbType.Guid,
        byte[] => DbType.Binary,
        DateOnly => DbType.Date,
        TimeOnly => DbType.Time,
        DateTime => DbType.DateTime,
        DateTimeOffset => DbType.DateTimeOffset,
        null or DBNull => DbType.String,
        _ => DbType.Object,
    };

    private static DuckDbParameter Find(DuckDbParameterCollection parameters, string name)
    {
        if (parameters.IndexOf(name) is var named and >= 0)
        {
            return parameters[named];
        }

        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            throw new DuckDbException($"The query has the parameter '${name}', but the command has no value for it. Add it: command.Parameters.AddWithValue(\"{name}\", value).");
        }

        return position <= parameters.Count
            ? parameters[position - 1]
            : throw new DuckDbException(string.Create(CultureInfo.InvariantCulture, $"The query has a parameter at position {position}, but the command has {parameters.Count} values. Add one for each '?', in order."));
    }

    private static object? ToNative(DuckDbParameter parameter)
    {
        try
        {
            return Typed(parameter.Value is DBNull ? null : parameter.Value, parameter.ExplicitType);
        }
        catch (Exception e) when (e is OverflowException or InvalidCastException or FormatException)
        {
            throw new DuckDbException($"The value of the parameter '{parameter.ParameterName}' does not fit: {e.Message}", e);
        }
    }

    private static object? Typed(object? value, DbType? type) => (value, type) switch
    {
        (null, _) => null,
        (DateTime v, DbType.Date) => DateOnly.FromDateTime(v),
        (DateTime v, DbType.Time) => TimeOnly.FromDateTime(v),
        (TimeSpan v, DbType.Time) => TimeOnly.FromTimeSpan(v),
        (DateTimeOffset v, DbType.DateTime or DbType.DateTime2) => v.UtcDateTime,
        (DateTime v, DbType.DateTimeOffset) => new DateTimeOffset(v),
        (IConvertible v and not (string or char or DateTime), DbType.Decimal or DbType.Currency) => v.ToDecimal(CultureInfo.InvariantCulture),
        (IConvertible v and not (string or char or DateTime), DbType.Double) => v.ToDouble(CultureInfo.InvariantCulture),
        (IConvertible v and not (string or char or DateTime or Enum), DbType.Int64) => v.ToInt64(CultureInfo.InvariantCulture),
        (IConvertible v and not (string or char or DateTime or Enum), DbType.Int32) => v.ToInt32(CultureInfo.InvariantCulture),
        (string v, DbType.Guid) => Guid.Parse(v),
        // An enum is its name, as in a contract.
        (Enum v, _) => v.ToString(),
        (char v, _) => v.ToString(),
        (BigInteger v, _) => v >= 0 && v > (BigInteger)Int128.MaxValue ? (UInt128)v : (Int128)v,
        (ReadOnlyMemory<byte> v, _) => v.ToArray(),
        (Memory<byte> v, _) => v.ToArray(),
        _ => value,
    };
}
