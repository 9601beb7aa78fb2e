using System.Text.Json.Serialization;

namespace Dataplatform.Sdk.Cli.Remote;

/// <summary>What an asker wants done, and how its screen is.</summary>
internal sealed record RemoteCommand(
    [property: JsonPropertyName("args")] IReadOnlyList<string> Args,
    [property: JsonPropertyName("catalog")] string CatalogHash,
    [property: JsonPropertyName("environment")] string Environment,
    [property: JsonPropertyName("terminal")] bool IsTerminal,
    [property: JsonPropertyName("error_terminal")] bool IsErrorTerminal,
    [property: JsonPropertyName("no_color")] string? NoColor,
    [property: JsonPropertyName("width")] int Width,
    [property: JsonPropertyName("height")] int Height);

/// <summary>Reads and writes these without reflection.</summary>
[JsonSerializable(typeof(RemoteCommand))]
[JsonSerializable(typeof(OwnerRecord))]
internal sealed partial class RemoteContext : JsonSerializerContext;
