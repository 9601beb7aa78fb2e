using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dataplatform.Sdk;

/// <summary>Writes a secret as <c>***</c>. It is for every <see cref="Secret{T}"/>, so that no converter is made by reflection.</summary>
internal sealed class SecretJsonConverter : JsonConverter<object>
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Secret<>);

    public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("A secret is not read from JSON, because it is never written there: what was written is ***. Take it from configuration, as a member of a [Config] record.");

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) => writer.WriteStringValue(Redaction.Mask);
}
