using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>What an asset is made of, in one word.</summary>
internal static class AssetWords
{
    public const string External = "external";

    public static string Of(AssetDefinition asset) => asset switch
    {
        { IsExternal: true } => External,
        { Kind: ValueKind.Artifact } => "value",
        { Kind: ValueKind.Effect } => "effect",
        { As: Materialize.View } => "view",
        { As: Materialize.Ephemeral } => "ephemeral",
        _ => "table",
    };
}
