namespace Dataplatform.Sdk;

/// <summary>A parameter of a rendered query.</summary>
/// <param name="Value">The value; enums as their name; null is a missing value.</param>
/// <param name="Type">The type to which the query casts it.</param>
public sealed record SqlParameter(object? Value, ColumnType Type);
