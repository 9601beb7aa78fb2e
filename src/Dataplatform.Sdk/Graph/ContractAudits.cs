using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph.Rules;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Graph;

/// <summary>Gives assets whose contracts promise something a step that looks at it: it reads their rows, and those to which foreign keys refer.</summary>
internal static class ContractAudits
{
    /// <summary>Makes the steps.</summary>
    /// <returns>Whether there are any.</returns>
    public static bool Connect(Dictionary<AssetKey, AssetNode> byKey)
    {
        var promising = byKey.Values.Where(node => node.Definition is { ChecksContract: true, Rows.Schema.Checks.Count: > 0 }).ToList();
        List<AssetShape>? shapes = null;
        foreach (var node in promising)
        {
            var references = new Dictionary<Type, AssetNode>();
            foreach (var key in node.Definition.Rows!.Schema.Checks.OfType<ContractCheck.ForeignKey>().DistinctBy(key => key.RowType))
            {
                shapes ??= [.. byKey.Values.Select(Shape)];
                references.Add(key.RowType, byKey[new AssetKey(CheckRules.Referenced(shapes.Find(shape => shape.Key == node.Key.Path)!, key.RowType.FullName!.Replace('+', '.'), shapes)!.Key)]);
            }

            node.References = references;
            node.Contract = new StepDefinition
            {
                DeclaringType = node.Definition.Rows.RowType,
                Method = "Contract",
                Checks = new CheckDefinition(node.Key, "contract"),
                Outputs = [],
                Inputs = [Input(node, "rows"), .. references.Values.Where(other => other != node).Distinct().Select((other, i) => Input(other, FormattableString.Invariant($"key{i + 1}")) with { IsOptional = true })],
                Partitions = node.Step.Partitions,
            };
        }

        return promising.Count > 0;
    }

    private static AssetShape Shape(AssetNode node) =>
        new(node.Key.Path, node.Step.Name, node.Assembly, node.Definition.IsPublic, node.Definition.Kind, node.Definition.ValueType, [], []);

    private static InputDefinition Input(AssetNode node, string name) => new()
    {
        Parameter = name,
        Name = name,
        Key = node.Key,
        Kind = ValueKind.Rows,
        ValueType = node.Definition.ValueType,
        Rows = node.Definition.Rows,
        Mapping = new PartitionMapping.All(),
    };
}
