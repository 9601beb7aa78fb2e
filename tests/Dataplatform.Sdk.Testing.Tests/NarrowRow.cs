namespace Dataplatform.Sdk.Testing.Tests;

/// <summary>Some of the columns of <see cref="ExactRow"/>.</summary>
[Contract]
public sealed record NarrowRow(string Text, int Number);
