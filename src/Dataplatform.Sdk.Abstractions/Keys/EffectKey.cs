namespace Dataplatform.Sdk;

/// <summary>The key of an asset without a value that the platform can read: its effect is outside (an e-mail, an upload).</summary>
/// <param name="Key">The key without its type.</param>
public readonly record struct EffectKey(AssetKey Key)
{
    /// <summary>The plain key.</summary>
    public static implicit operator AssetKey(EffectKey key) => key.Key;

    /// <summary>The whole key, <c>domain/name</c>.</summary>
    public override string ToString() => Key.Path;
}
