using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Testing;

/// <summary>An asset of a catalog in this process.</summary>
internal sealed record KnownAsset(AssetDefinition Definition, StepDefinition Step, string Assembly)
{
    private const string Suffix = "Assets";

    /// <summary>The line that gives the asset: <c>.With(SalesCatalog.RawOrders, [new Order(…)])</c>.</summary>
    public string CodeToGive
    {
        get
        {
            var type = Definition.ValueType[(Definition.ValueType.LastIndexOf('.') + 1)..];
            var what = Definition.Rows is { } rows
                ? $"[new {type}({string.Join(", ", rows.Schema.Columns.Select(column => $"{column.Member}: …"))})]"
                : $"/* a value of {type} */";
            return $".With({CatalogName}.{Member}, {what})";
        }
    }

    private string CatalogName
    {
        get
        {
            var name = Step.DeclaringType.Name;
            return $"{(name.EndsWith(Suffix, StringComparison.Ordinal) && name != Suffix ? name[..^Suffix.Length] : name)}Catalog";
        }
    }

    private string Member => Step.Outputs.Count == 1
        ? Step.Method
        : string.Concat(Definition.Key.Name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
