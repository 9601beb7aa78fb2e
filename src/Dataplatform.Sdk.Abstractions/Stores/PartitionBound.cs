namespace Dataplatform.Sdk.Stores;

/// <summary>The values of a column that are in a partition. They are of the column's own .NET type: <see cref="DateOnly"/>,
/// <see cref="DateTime"/>, <see cref="DateTimeOffset"/>, or <see cref="string"/> for texts and enums.</summary>
/// <param name="Column">The column.</param>
/// <param name="From">The least value, or the only one.</param>
/// <param name="To">The first value behind the partition; null means that <paramref name="From"/> is the only value.</param>
public sealed record PartitionBound(string Column, object From, object? To = null);
