namespace Dataplatform.Sdk.Graph.Rules;

/// <summary>Something wrong with the graph.</summary>
/// <param name="Id">The diagnostic's id, the same at build time and at run time: <c>DP1001</c>.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Asset">The key of the asset to which it belongs.</param>
/// <param name="Source">The method that declares the asset.</param>
/// <param name="Parameter">The parameter to point at; null to point at the method.</param>
public sealed record GraphProblem(string Id, string Message, string Asset, string Source, string? Parameter);
