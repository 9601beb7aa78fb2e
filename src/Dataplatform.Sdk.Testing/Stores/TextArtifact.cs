using System.Text;

namespace Dataplatform.Sdk.Testing;

/// <summary>A value that is kept as its UTF-8 bytes and nothing else.</summary>
internal sealed class TextArtifact : ArtifactCodec<string>
{
    public static TextArtifact Codec { get; } = new();

    public override byte[] Serialize(string value) => Encoding.UTF8.GetBytes(value);

    public override string Deserialize(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
