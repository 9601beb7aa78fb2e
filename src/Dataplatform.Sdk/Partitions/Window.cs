namespace Dataplatform.Sdk.Partitions;

/// <summary>A window of a time dimension.</summary>
/// <param name="Index">Its number, beginning with the first of the dimension at 0; less than 0 for what would be before it.</param>
/// <param name="Start">Its first instant, in seconds since 1970.</param>
/// <param name="End">The first instant behind it.</param>
internal readonly record struct Window(long Index, long Start, long End);
