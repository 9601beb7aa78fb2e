namespace Dataplatform.Sdk.Events;

/// <summary>With what code a run makes the partitions of an asset.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="CodeVersion">The code version.</param>
/// <param name="CodeBuild">With what that code was compiled; empty if it was declared.</param>
public sealed record SliceCode(AssetKey Asset, string CodeVersion, string CodeBuild);
