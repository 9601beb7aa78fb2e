namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>Reads a value as the bytes in which it is kept: to show it, its type is not needed.</summary>
internal sealed class RawArtifactCodec : ArtifactCodec<byte[]>
{
    public static readonly RawArtifactCodec Instance = new();

    public override byte[] Serialize(byte[] value) => value;

    public override byte[] Deserialize(ReadOnlySpan<byte> bytes) => bytes.ToArray();
}
