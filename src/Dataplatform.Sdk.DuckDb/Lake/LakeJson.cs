using System.Text.Json.Serialization;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>The head file's JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LakeHeads))]
internal sealed partial class LakeJson : JsonSerializerContext;
