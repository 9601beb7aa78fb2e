using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Execution;

/// <summary>Asks external assets where they are.</summary>
internal static class ExternalLocations
{
    /// <exception cref="DataplatformException">The asset does not say.</exception>
    public static ExternalLocation Of(AssetNode node) => node.Step.Location?.Invoke()
        ?? throw new DataplatformException($"The external asset '{node.Key}' does not say where it is. Return External.Table(…) or External.Query(…) from '{node.Step.Name}'.");
}
