namespace Dataplatform.Sdk.Execution;

/// <summary>Why a step cannot run.</summary>
/// <param name="Root">What happened at the far end.</param>
/// <param name="Reason">The same, with the asset through which it came.</param>
/// <param name="IsByChoice">Whether nothing went wrong there: an asset was left out.</param>
internal sealed record SkipCause(string Root, string Reason, bool IsByChoice)
{
    public static SkipCause Direct(string root, bool isByChoice) => new(root, root, isByChoice);
}
