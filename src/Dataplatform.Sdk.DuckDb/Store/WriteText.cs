using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>A mode and its key as text, noted with each version: rows that were written by the same have their keys once already.</summary>
internal static class WriteText
{
    public static string Of(WritePolicy policy) => policy.Key.Count == 0 ? policy.Mode.ToString() : $"{policy.Mode}({string.Join(", ", policy.Key)})";
}
