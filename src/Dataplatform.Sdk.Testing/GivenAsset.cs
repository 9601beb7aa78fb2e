using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Testing;

/// <summary>What a test gives in place of an asset.</summary>
internal abstract record GivenAsset(AssetKey Key)
{
    /// <summary>A step that hands over what was given, whatever the asset's own method does.</summary>
    public StepDefinition StepFor(KnownAsset asset) => new()
    {
        DeclaringType = asset.Step.DeclaringType,
        Method = asset.Step.Method,
        Outputs = [asset.Definition with { As = Materialize.Table, Write = WritePolicy.Replace, IsExternal = false, IsOptional = false, ChecksContract = false }],
        Invoke = InvokeAsync,
    };

    protected abstract ValueTask InvokeAsync(StepInvocation step);

    public sealed record Rows<T>(AssetKey Key, IReadOnlyList<T> Values) : GivenAsset(Key)
    {
        protected override ValueTask InvokeAsync(StepInvocation step) => step.RowsAsync(0, Values);
    }

    public sealed record Value<T>(AssetKey Key, T Given) : GivenAsset(Key)
    {
        protected override ValueTask InvokeAsync(StepInvocation step) => step.ArtifactAsync(0, Given);
    }
}
