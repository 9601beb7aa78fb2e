namespace Dataplatform.Sdk.Cli.Terminal;

/// <summary>How a piece of text is meant; the terminal's own theme says how that looks.</summary>
internal enum Tone
{
    Normal,
    Dim,
    Strong,
    Good,
    Bad,
    Warn,
    Accent,
}
