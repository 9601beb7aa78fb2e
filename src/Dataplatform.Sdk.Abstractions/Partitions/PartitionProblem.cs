namespace Dataplatform.Sdk.Partitions;

/// <summary>Something wrong with a definition.</summary>
/// <param name="Dimension">The name of the dimension to which it belongs.</param>
/// <param name="Property">The property of the dimension to point at: <c>Start</c>, <c>Cron</c>.</param>
/// <param name="Message">What is wrong and what to do.</param>
internal sealed record PartitionProblem(string Dimension, string Property, string Message);
