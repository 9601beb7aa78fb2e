using System.Text.Json;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Finds the columns of a contract by the members' names in a file, which it learns as it meets them.</summary>
internal sealed class JsonMembers(IReadOnlyList<ColumnSchema> columns)
{
    /// <summary>What is found for a member that is no column.</summary>
    public const int Unknown = -1;

    // An object may have keys that are data, and then there is no end of names.
    private const int Limit = 1000;

    private readonly List<(byte[] Name, int Column)> _known = [];

    /// <summary>The column of a member's name.</summary>
    /// <param name="json">At the name.</param>
    /// <param name="guess">Where the name probably is among the known ones, as objects of a file have their members in the same order.</param>
    public int Find(ref Utf8JsonReader json, ref int guess)
    {
        for (var i = 0; i < _known.Count; i++)
        {
            guess = guess < _known.Count ? guess : 0;
            var (name, column) = _known[guess++];
            if (json.ValueTextEquals(name))
            {
                return column;
            }
        }

        return Learn(json.GetString()!);
    }

    /// <summary>The names that were met and are no column.</summary>
    public IEnumerable<string> Unused => _known.Where(member => member.Column == Unknown).Select(member => System.Text.Encoding.UTF8.GetString(member.Name));

    private int Learn(string name)
    {
        var column = Array.FindIndex(Columns, column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        column = column >= 0 ? column : Array.FindIndex(Columns, column => KeyGrammar.SnakeCase(name) == column.Name);
        if (_known.Count < Limit)
        {
            _known.Add((System.Text.Encoding.UTF8.GetBytes(name), column));
        }

        return column;
    }

    private ColumnSchema[] Columns { get; } = [.. columns];
}
