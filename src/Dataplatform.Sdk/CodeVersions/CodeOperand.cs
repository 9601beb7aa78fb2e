namespace Dataplatform.Sdk.CodeVersions;

/// <summary>A member as content names it: text for what is not ours, and nodes for what is.</summary>
/// <param name="Text">The names; <c>@</c> stands for the next node.</param>
/// <param name="References">The nodes, in the order of the text.</param>
internal sealed record CodeOperand(string Text, IReadOnlyList<CodeNode> References);
