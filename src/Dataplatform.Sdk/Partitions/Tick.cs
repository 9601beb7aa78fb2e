namespace Dataplatform.Sdk.Partitions;

/// <summary>One tick of a cron expression in a zone.</summary>
/// <param name="Instant">When, in seconds since 1970.</param>
/// <param name="Minute">The local minute that the expression names. In a gap of the clock it is not what the clock shows.</param>
/// <param name="Offset">The zone's offset at that instant, in seconds.</param>
internal readonly record struct Tick(long Instant, long Minute, int Offset);
