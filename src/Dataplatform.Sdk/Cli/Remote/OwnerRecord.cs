using System.Text.Json;
using System.Text.Json.Serialization;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Remote;

/// <summary>Who has the warehouse, and where it listens: a file in the state folder, because the path of a socket must be short.</summary>
internal sealed record OwnerRecord(
    [property: JsonPropertyName("socket")] string Socket,
    [property: JsonPropertyName("catalog")] string CatalogHash,
    [property: JsonPropertyName("owner")] ProcessStamp Owner)
{
    /// <summary>The record's file.</summary>
    public static string PathIn(string stateFolder) => Path.Combine(stateFolder, "owner.json");

    /// <summary>The record; null if there is none, or it is only half written.</summary>
    public static OwnerRecord? Read(string stateFolder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(PathIn(stateFolder)), RemoteContext.Default.OwnerRecord);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the record in one piece.</summary>
    public void Write(string stateFolder)
    {
        var temporary = $"{PathIn(stateFolder)}.{Environment.ProcessId}";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(this, RemoteContext.Default.OwnerRecord));
        File.Move(temporary, PathIn(stateFolder), overwrite: true);
    }
}
