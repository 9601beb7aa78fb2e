namespace Dataplatform.Sdk.Execution;

/// <summary>The rows of an output, noted while they are staged: the author's own collection may still change afterwards.</summary>
internal abstract class RowCapture
{
    /// <summary>An array of exactly these rows; null if they are too many, or not what their type promises.</summary>
    public abstract Array? ToArray();
}
