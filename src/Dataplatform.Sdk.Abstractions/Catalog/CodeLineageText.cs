using System.Globalization;
using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.Catalog;

/// <summary>
/// Reads where code says that its rows come from. The compiler took it down from the text alone: places stand for columns, and what is
/// no column of a contract for all of them.
/// </summary>
internal sealed class CodeLineageText
{
    private readonly List<(string Column, string[] Sources)> _columns = [];
    private readonly List<(LineageUse Use, string[] Sources)> _rows = [];
    private readonly List<int> _arities = [];
    private string? _unclear;
    private bool _isSaid;

    public void Add(ReadOnlySpan<char> word, string rest)
    {
        _isSaid = true;
        var words = rest.Split(' ');
        switch (word)
        {
            case "unclear": _unclear = rest; break;
            case "arity": _arities.Add(Number(rest)); break;
            case "rows": _rows.Add(((LineageUse)Number(words[0]), words[1..])); break;
            default: _columns.Add((words[0], words[1..])); break;
        }
    }

    /// <summary>The lineage of one output; null if nothing was said.</summary>
    public RowLineage? Of(AssetDefinition output, IReadOnlyList<InputDefinition> inputs)
    {
        if (!_isSaid || output.Rows?.Schema is not { } schema)
        {
            return null;
        }

        if (_unclear is not null)
        {
            return new RowLineage([], [], [_unclear]);
        }

        if (_arities.Find(arity => arity != schema.Columns.Count) is > 0 and var arity)
        {
            return new RowLineage([], [], [$"it makes '{schema.Name}' with {arity} of its {schema.Columns.Count} values"]);
        }

        // A name that is no column belongs to a member that is computed from others, or that is not kept.
        var columns = schema.Columns.Select((column, i) => new ColumnLineage(column.Member, [.. Edges(
            _columns.Where(said => said.Column == column.Member || said.Column == $"#{i}" || said.Column == "=").SelectMany(said => Sources(said.Sources, inputs, column.Member)), LineageUse.Value)])).ToList();
        var rows = _rows.SelectMany(said => Edges(
            said.Sources.SelectMany(source => source.StartsWith('^') ? columns.SelectMany(column => column.Edges).Select(edge => edge.Source) : Sources([source], inputs, string.Empty)), said.Use));
        return new RowLineage(columns, [.. rows.GroupBy(edge => edge.Source).OrderBy(edges => edges.Key).Select(edges => new LineageEdge(edges.Key, edges.Aggregate(LineageUse.None, (use, edge) => use | edge.Use)))], []);
    }

    private static IEnumerable<LineageEdge> Edges(IEnumerable<SourceColumn> sources, LineageUse use) => sources.Distinct().Order().Select(source => new LineageEdge(source, use));

    private static IEnumerable<SourceColumn> Sources(IEnumerable<string> sources, IReadOnlyList<InputDefinition> inputs, string same)
    {
        foreach (var source in sources)
        {
            var dot = source.IndexOf('.', StringComparison.Ordinal);
            if (inputs.FirstOrDefault(input => input.Parameter == source[..dot]) is { } input)
            {
                yield return new SourceColumn(input.Name, Member(input, source[(dot + 1)..], same));
            }
        }
    }

    private static string Member(InputDefinition input, string name, string same)
    {
        var columns = input.Rows?.Schema.Columns ?? [];
        var wanted = name == "=" ? same : name;
        return wanted.StartsWith('#') && Number(wanted[1..]) is var place
            ? place < columns.Count ? columns[place].Member : "*"
            : columns.Any(column => column.Member == wanted) ? wanted : "*";
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
