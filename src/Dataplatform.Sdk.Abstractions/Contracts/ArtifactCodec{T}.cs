using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk;

/// <summary>Turns a <typeparamref name="T"/> into bytes and back.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public abstract class ArtifactCodec<T> : ArtifactCodec
{
    /// <inheritdoc/>
    public sealed override Type ValueType => typeof(T);

    /// <summary>The value as bytes.</summary>
    public abstract byte[] Serialize(T value);

    /// <summary>The value of bytes that <see cref="Serialize"/> made.</summary>
    public abstract T Deserialize(ReadOnlySpan<byte> bytes);

    internal sealed override ValueTask LoadAsync(StepInvocation step, int input, bool isOptional) => step.LoadArtifactAsync<T>(input, isOptional);
}
