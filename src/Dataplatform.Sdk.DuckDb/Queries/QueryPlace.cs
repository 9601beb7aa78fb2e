using System.Text;

namespace Dataplatform.Sdk.DuckDb.Queries;

/// <summary>A place in a query's text, as people count: from 1, in characters.</summary>
internal readonly record struct QueryPlace(int Line, int Column)
{
    /// <summary>The place at an offset as DuckDB gives it, in UTF-8 bytes.</summary>
    public static QueryPlace At(string sql, int position)
    {
        var line = 1;
        var column = 1;
        var bytes = 0;
        foreach (var rune in sql.EnumerateRunes())
        {
            if (bytes >= position)
            {
                break;
            }

            bytes += rune.Utf8SequenceLength;
            column += rune.Utf16SequenceLength;
            if (rune == new Rune('\n'))
            {
                line++;
                column = 1;
            }
        }

        return new QueryPlace(line, column);
    }
}
