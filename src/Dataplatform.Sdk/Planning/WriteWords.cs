using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Planning;

/// <summary>What the rows of a run do to those before it, in words.</summary>
internal static class WriteWords
{
    /// <summary>The words; empty where rows are replaced.</summary>
    public static string Of(WritePolicy policy) => policy.Mode switch
    {
        WriteMode.Append => "append",
        WriteMode.Merge => $"merge by {string.Join(", ", policy.Key)}",
        WriteMode.Snapshot => $"snapshot by {string.Join(", ", policy.Key)}",
        _ => string.Empty,
    };
}
