namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>A published version that somebody uses.</summary>
/// <param name="Key">The asset.</param>
/// <param name="Head">Its head when it was pinned.</param>
/// <param name="Lease">Keeps the files; null for a view, which has none.</param>
internal sealed record PinnedVersion(string Key, LakeHead Head, VersionLease? Lease);
