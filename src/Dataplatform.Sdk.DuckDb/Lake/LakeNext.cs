using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>What a stage goes on from.</summary>
/// <param name="Version">How the rows that are kept and the new ones become one version; null if none are kept.</param>
/// <param name="Base">The last version; null if there is none.</param>
internal sealed record LakeNext(NextVersion? Version, LakeHead? Base);
