namespace Dataplatform.Sdk.Testing;

/// <summary>A text that may not be missing, where the compiler's word is not kept.</summary>
[Contract]
internal sealed record RequiredText(string Text);
