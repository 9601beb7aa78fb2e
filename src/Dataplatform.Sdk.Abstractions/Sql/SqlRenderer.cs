using System.Globalization;
using System.Text;

namespace Dataplatform.Sdk;

/// <summary>Turns the parts of a query into the text and parameters that an engine takes.</summary>
public static class SqlRenderer
{
    /// <summary>Renders with parameters; equal values of one type share one, because engines compare them by number.</summary>
    /// <param name="parts">The query.</param>
    /// <param name="dialect">How the engine writes things.</param>
    /// <param name="table">How an input is written, quoted.</param>
    public static SqlQuery Render(IReadOnlyList<SqlPart> parts, SqlDialect dialect, Func<ITableReference, string> table)
    {
        var parameters = new List<SqlParameter>();
        var numbers = new Dictionary<SqlParameter, int>();
        var text = Write(parts, dialect, table, parameter =>
        {
            var shared = new SqlParameter(parameter.Value, parameter.Type);
            if (!numbers.TryGetValue(shared, out var number))
            {
                parameters.Add(shared);
                numbers.Add(shared, number = parameters.Count);
            }

            return string.Create(CultureInfo.InvariantCulture, $"${number}::{dialect.TypeName(parameter.Type)}");
        });
        return new SqlQuery(text, parameters);
    }

    /// <summary>Renders with literals, for places where an engine takes no parameters: the body of a view.</summary>
    /// <param name="parts">The query.</param>
    /// <param name="dialect">How the engine writes things.</param>
    /// <param name="table">How an input is written, quoted.</param>
    public static SqlQuery RenderLiterals(IReadOnlyList<SqlPart> parts, SqlDialect dialect, Func<ITableReference, string> table) =>
        new(Write(parts, dialect, table, parameter => dialect.Literal(parameter.Value, parameter.Type)), []);

    private static string Write(
        IReadOnlyList<SqlPart> parts,
        SqlDialect dialect,
        Func<ITableReference, string> table,
        Func<SqlPart.Parameter, string> parameter)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part switch
            {
                SqlPart.Text literal => literal.Value,
                SqlPart.Table reference => table(reference.Reference),
                SqlPart.Identifier identifier => dialect.Identifier(identifier.Name),
                SqlPart.Parameter value => parameter(value),
                _ => throw new InvalidOperationException($"Unknown part '{part.GetType().Name}'."),
            });
        }

        return text.ToString();
    }
}
