namespace Dataplatform.Sdk.Selection;

/// <summary>Where a clause was written, so that a name which turns out not to exist can be pointed at.</summary>
/// <param name="Text">The whole selection; null if it was made in C#.</param>
/// <param name="Position">The place of the value.</param>
internal readonly record struct SelectionOrigin(string? Text, int Position);
