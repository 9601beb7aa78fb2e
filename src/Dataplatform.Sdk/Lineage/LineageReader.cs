using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Graph;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Lineage;

/// <summary>Reads the lineage of one asset: of its query, or what the compiler took down of its code.</summary>
internal sealed class LineageReader(Func<AssetDefinition, (SqlDialect Dialect, IQueryLineage Lineage)?> engineOf, Func<Type, object> configOf)
{
    private const string Everything = "*";

    public AssetLineage Read(AssetNode asset)
    {
        if (asset.Definition.IsExternal || asset.Step.Inputs.Count == 0)
        {
            return new AssetLineage(asset.Key, [], []);
        }

        if (!asset.Step.IsSql)
        {
            return OfCode(asset);
        }

        if (engineOf(asset.Definition) is not { } engine)
        {
            return Assumed(asset, $"the store of '{asset.Key}' does not read queries");
        }

        try
        {
            return OfQuery(asset, engine.Dialect, engine.Lineage);
        }
        catch (DataplatformException e)
        {
            return Assumed(asset, e.Message);
        }
        catch (InvalidOperationException mistake)
        {
            // Of the query's author: a table turned into text, a value that no query takes.
            return Assumed(asset, mistake.Message);
        }
    }

    private static AssetLineage OfCode(AssetNode asset)
    {
        if (asset.Definition.Lineage is { } lineage)
        {
            return new Mapping(asset, inMembers: true).Map([lineage]);
        }

        // A value or an effect is made with all that its method reads, which is no assumption.
        return asset.Definition.Kind == ValueKind.Rows
            ? Assumed(asset, $"the code of '{asset.Step.Name}' does not say which columns it uses where")
            : new Mapping(asset, inMembers: true).Everything([]);
    }

    private AssetLineage OfQuery(AssetNode asset, SqlDialect dialect, IQueryLineage engine)
    {
        var step = asset.Step;
        LineageTable[] tables = [.. step.Inputs.Where(input => input.Rows is not null).Select(input => new LineageTable(input.Name, input.Rows!.Schema.Columns))];
        PartitionKey? example = step.Partitions is { } partitions ? PartitionKeys.Example(PartitionShape.Of(partitions)) : null;

        // A query may be another one where an input is absent: it comes from what either reads.
        bool[] presences = step.Inputs.Any(input => input.IsSelf || input.IsOptional) ? [true, false] : [true];
        var found = presences.Select(isPresent =>
        {
            var capture = QueryCapture.PartsOfAsync(asset, input => isPresent || !(step.Inputs[input].IsSelf || step.Inputs[input].IsOptional), configOf, example is { } key ? [key] : null);
            var parts = capture.IsCompleted ? capture.Result : capture.AsTask().GetAwaiter().GetResult();
            return engine.Resolve(SqlRenderer.Render(parts, dialect, table => dialect.Identifier(table.InputName)).Text, tables);
        });
        return new Mapping(asset, inMembers: false).Map([.. found]);
    }

    private static AssetLineage Assumed(AssetNode asset, string reason) => new Mapping(asset, inMembers: true).Everything([reason]);

    /// <summary>Turns names of a query, or members of code, into columns of assets.</summary>
    private sealed class Mapping(AssetNode asset, bool inMembers)
    {
        private readonly Dictionary<(AssetColumn From, AssetColumn To), LineageUse> _uses = [];
        private readonly List<string> _doubts = [];

        private IReadOnlyList<ColumnSchema> Columns => LineageGraph.ColumnsOf(asset);

        public AssetLineage Map(IReadOnlyList<RowLineage> all)
        {
            foreach (var lineage in all)
            {
                _doubts.AddRange(lineage.Doubts.Except(_doubts));
                Add(lineage.Rows, null);
                foreach (var column in Columns.Where(column => column.Role == ColumnRole.None))
                {
                    if (lineage.Columns.FirstOrDefault(found => found.Name.Equals(inMembers ? column.Member : column.Name, StringComparison.OrdinalIgnoreCase)) is { } edges)
                    {
                        Add(edges.Edges, column.Name);
                    }
                    else
                    {
                        AddAll(column.Name);
                        if (lineage.Columns.Count > 0 || lineage.Doubts.Count == 0)
                        {
                            _doubts.Add($"column '{column.Name}' was not found");
                        }
                    }
                }
            }

            return Result();
        }

        public AssetLineage Everything(IReadOnlyList<string> doubts)
        {
            _doubts.AddRange(doubts);
            foreach (var column in Columns.Where(column => column.Role == ColumnRole.None))
            {
                AddAll(column.Name);
            }

            if (Columns.Count == 0)
            {
                AddAll(null);
            }

            return Result();
        }

        private void AddAll(string? column)
        {
            foreach (var source in asset.Step.Inputs.SelectMany(ColumnsOf))
            {
                Add(source, column, LineageUse.Value);
            }
        }

        private void Add(IReadOnlyList<LineageEdge> edges, string? column)
        {
            foreach (var edge in edges)
            {
                if (asset.Step.Inputs.FirstOrDefault(input => input.Name.Equals(edge.Source.Table, StringComparison.OrdinalIgnoreCase)) is { } input)
                {
                    foreach (var source in edge.Source.Column == LineageReader.Everything ? ColumnsOf(input) : [ColumnOf(input, edge.Source.Column)])
                    {
                        Add(source, column, edge.Use);
                    }
                }
            }
        }

        private void Add(AssetColumn source, string? column, LineageUse use)
        {
            var pair = (source, new AssetColumn(asset.Key, column));
            _uses[pair] = _uses.GetValueOrDefault(pair) | use;
        }

        private AssetColumn ColumnOf(InputDefinition input, string name) => new(
            input.Key,
            inMembers ? input.Rows?.Schema.Columns.FirstOrDefault(column => column.Member == name)?.Name ?? name : name);

        private static IEnumerable<AssetColumn> ColumnsOf(InputDefinition input) => input.Rows is { } rows
            ? rows.Schema.Columns.Select(column => new AssetColumn(input.Key, column.Name))
            : [new AssetColumn(input.Key, null)];

        // In the order of the asset's columns, what decides the rows last.
        private AssetLineage Result()
        {
            var order = Columns.Select((column, i) => (column.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i, StringComparer.Ordinal);
            return new AssetLineage(
                asset.Key,
                [
                    .. _uses.Select(pair => new AssetEdge(pair.Key.From, pair.Key.To, pair.Value))
                        .OrderBy(edge => edge.To.Column is { } column ? order[column] : int.MaxValue)
                        .ThenBy(edge => edge.From.Asset).ThenBy(edge => edge.From.Column, StringComparer.Ordinal),
                ],
                _doubts);
        }
    }
}
