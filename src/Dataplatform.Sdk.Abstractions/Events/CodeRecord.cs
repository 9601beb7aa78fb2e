namespace Dataplatform.Sdk.Events;

/// <summary>The code that computed an asset, part by part: what differs later says what changed.</summary>
/// <param name="Version">The code version.</param>
/// <param name="Build">With what it was compiled; hashes of different builds say nothing about each other. Empty for a declared version.</param>
/// <param name="Parts">The parts.</param>
public sealed record CodeRecord(string Version, string Build, IReadOnlyList<CodePartRecord> Parts);
