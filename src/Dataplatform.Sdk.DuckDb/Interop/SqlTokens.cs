namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>Tells the parts of a query's text in which anything may stand: texts, quoted names and comments.</summary>
internal static class SqlTokens
{
    /// <summary>Past the token that begins here, which is one character unless it may hold anything.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="at">Where the token begins.</param>
    /// <param name="counts">Whether it is more than white space, a comment or a semicolon.</param>
    public static int Skip(string sql, int at, out bool counts)
    {
        var rest = sql.AsSpan(at);
        counts = false;
        if (rest.StartsWith("--", StringComparison.Ordinal))
        {
            return rest.IndexOfAny('\n', '\r') is var line and >= 0 ? at + line : sql.Length;
        }

        if (rest.StartsWith("/*", StringComparison.Ordinal))
        {
            return Comment(sql, at);
        }

        counts = rest[0] != ';' && !char.IsWhiteSpace(rest[0]);
        return rest[0] switch
        {
            '\'' => Quoted(sql, at, '\'', at > 0 && sql[at - 1] is 'e' or 'E' && (at == 1 || !IsWord(sql[at - 2]))),
            '"' => Quoted(sql, at, '"', backslash: false),
            '$' when at == 0 || !IsWord(sql[at - 1]) => Dollars(sql, at),
            _ => at + 1,
        };
    }

    // A doubled quote is one text that ends and another that begins, which comes to the same.
    private static int Quoted(string sql, int at, char quote, bool backslash)
    {
        for (var i = at + 1; i < sql.Length; i++)
        {
            if (sql[i] == quote)
            {
                // The second half of a doubled quote does not see the E before the first.
                if (!backslash || i + 1 == sql.Length || sql[i + 1] != quote)
                {
                    return i + 1;
                }

                i++;
            }
            else if (backslash && sql[i] == '\\')
            {
                i++;
            }
        }

        return sql.Length;
    }

    // $tag$ ... $tag$; $1 is a parameter.
    private static int Dollars(string sql, int at)
    {
        var close = at + 1;
        while (close < sql.Length && IsWord(sql[close]))
        {
            close++;
        }

        if (close == sql.Length || sql[close] != '$' || char.IsDigit(sql[at + 1]))
        {
            return at + 1;
        }

        var tag = sql[at..(close + 1)];
        return sql.IndexOf(tag, close + 1, StringComparison.Ordinal) is var end and >= 0 ? end + tag.Length : sql.Length;
    }

    // Comments nest.
    private static int Comment(string sql, int at)
    {
        var depth = 0;
        for (var i = at; i + 1 < sql.Length; i++)
        {
            if (sql[i] == '/' && sql[i + 1] == '*')
            {
                depth++;
                i++;
            }
            else if (sql[i] == '*' && sql[i + 1] == '/')
            {
                i++;
                if (--depth == 0)
                {
                    return i + 1;
                }
            }
        }

        return sql.Length;
    }

    /// <summary>Whether a character may be part of a name.</summary>
    public static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' || c > '\x7f';
}
