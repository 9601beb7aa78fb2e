using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk;

/// <summary>Turns a value that is an asset as a whole into bytes and back.</summary>
public abstract class ArtifactCodec
{
    private protected ArtifactCodec()
    {
    }

    /// <summary>The value's type.</summary>
    public abstract Type ValueType { get; }

    internal abstract ValueTask LoadAsync(StepInvocation step, int input, bool isOptional);
}
