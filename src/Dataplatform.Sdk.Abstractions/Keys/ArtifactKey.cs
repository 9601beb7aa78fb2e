namespace Dataplatform.Sdk;

/// <summary>The typed key of an asset that is one value (a model, a report, a setting), not rows.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Key">The key without its type.</param>
public readonly record struct ArtifactKey<T>(AssetKey Key)
{
    /// <summary>Forgets the value's type.</summary>
    public static implicit operator AssetKey(ArtifactKey<T> key) => key.Key;

    /// <summary>The whole key, <c>domain/name</c>.</summary>
    public override string ToString() => Key.Path;
}
