using System.Text.Json.Serialization;

namespace Dataplatform.Sdk.DuckDb.Lake.Slices;

/// <summary>The JSON of segments, as small as may be.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<LakePartition>))]
internal sealed partial class LakeSegmentJson : JsonSerializerContext;
