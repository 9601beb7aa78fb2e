using Dataplatform.Sdk;

namespace Dataplatform.Sdk.TestApp;

/// <summary>A row that may go from step to step in memory: all its members come back from a store as they went.</summary>
[Contract]
public sealed record Reading(long Id, double Value, string Sensor);
