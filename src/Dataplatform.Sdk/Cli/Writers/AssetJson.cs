using System.Text.Json;
using Dataplatform.Sdk.CodeLocations;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>The JSON form of an asset in <c>list --json</c>.</summary>
internal static class AssetJson
{
    public static void Write(Utf8JsonWriter json, AssetNode asset, CodeLocation? location)
    {
        var definition = asset.Definition;
        json.WriteString("key", asset.Key.Path);
        json.WriteString("domain", asset.Key.Domain);
        json.WriteString("group", definition.Group);
        json.WriteString("type", AssetWords.Of(definition));
        json.WriteStrings("owners", definition.Owners);
        json.WriteStrings("tags", definition.Tags);
        json.WriteStrings("kinds", definition.Kinds);
        json.WriteString("description", definition.Description);
        PolicyJson.Write(json, asset.Step.Policies);
        json.WriteKeys("upstreams", asset.Upstreams.Select(upstream => upstream.Key));
        json.WriteString("file", location?.File);
        json.WriteOptional("line", location?.Line);
    }
}
