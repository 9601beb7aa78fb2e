using System.Text;

namespace Dataplatform.Sdk.DuckDb.Tests.Contracts;

internal sealed class TextCodec : ArtifactCodec<string>
{
    public static TextCodec Instance { get; } = new();

    public override byte[] Serialize(string value) => Encoding.UTF8.GetBytes(value);

    public override string Deserialize(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
