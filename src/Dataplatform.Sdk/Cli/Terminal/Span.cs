namespace Dataplatform.Sdk.Cli.Terminal;

/// <summary>Text with one tone.</summary>
internal readonly record struct Span(string Text, Tone Tone = Tone.Normal);
