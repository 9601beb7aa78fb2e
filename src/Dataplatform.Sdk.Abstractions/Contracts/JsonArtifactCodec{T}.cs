using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Dataplatform.Sdk;

/// <summary>Keeps a value as JSON (UTF-8, System.Text.Json with its defaults for web off).</summary>
/// <typeparam name="T">The value's type.</typeparam>
[RequiresUnreferencedCode("Artifacts are read and written by System.Text.Json with reflection.")]
[RequiresDynamicCode("Artifacts are read and written by System.Text.Json with reflection.")]
public sealed class JsonArtifactCodec<T> : ArtifactCodec<T>
{
    /// <inheritdoc/>
    public override byte[] Serialize(T value) => JsonSerializer.SerializeToUtf8Bytes(value);

    /// <inheritdoc/>
    public override T Deserialize(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<T>(bytes)
        ?? throw new DataplatformException($"The stored artifact holds null where a '{typeof(T).Name}' was expected.");
}
