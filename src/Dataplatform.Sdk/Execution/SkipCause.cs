namespace Dataplatform.Sdk.Execution;

/// <summary>Why a step cannot run.</summary>
/// <param name="Root">What went wrong at the far end.</param>
/// <param name="Reason">The same, with the asset through which it came.</param>
internal sealed record SkipCause(string Root, string Reason)
{
    public static SkipCause Direct(string root) => new(root, root);
}
