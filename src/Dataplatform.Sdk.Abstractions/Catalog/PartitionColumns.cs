using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Catalog;

/// <summary>What <see cref="PartitionsAttribute.By"/> names is a member where it is written, and a column where it is used.</summary>
internal static class PartitionColumns
{
    /// <summary>A definition of members as one of the columns that they are.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="outputs">The assets that are divided so; those with rows have the members.</param>
    public static PartitionsDefinition ForColumns(this PartitionsDefinition definition, IEnumerable<AssetDefinition> outputs) =>
        definition.Dimensions.All(dimension => dimension.By is null)
            ? definition
            : new([.. definition.Dimensions.Select(dimension => dimension.By is { } member ? dimension with { By = ColumnOf(member, outputs) } : dimension)]);

    private static string ColumnOf(string member, IEnumerable<AssetDefinition> outputs)
    {
        var schemas = outputs.Select(output => output.Rows?.Schema).OfType<RowSchema>().ToList();
        var columns = schemas.ConvertAll(schema => schema.Columns.FirstOrDefault(column => column.Member == member)?.Name).Distinct().ToList();
        return columns is [{ } column]
            ? column
            : throw new DataplatformException($"By names '{member}', which is not one column of {string.Join(" and ", schemas.Select(schema => $"'{schema.Name}'"))}. Build the assembly again.");
    }
}
