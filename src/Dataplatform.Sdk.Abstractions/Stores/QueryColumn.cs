namespace Dataplatform.Sdk.Stores;

/// <summary>A column of a query's result.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The engine's name of the type.</param>
public sealed record QueryColumn(string Name, string Type);
