using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Cli.Terminal;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>The words for checks.</summary>
internal static class CheckWords
{
    /// <summary>What a failure would do.</summary>
    public static string Kind(CheckDefinition check) => check switch
    {
        { Severity: CheckSeverity.Warning } => "warning",
        { IsBlocking: true } => "blocking",
        _ => "error",
    };

    /// <summary>How it went.</summary>
    public static Span State(CheckRecord? last) => last switch
    {
        null => new("never run", Tone.Dim),
        { Passed: true } => new("passed", Tone.Good),
        { Severity: CheckSeverity.Warning } => new("warned", Tone.Warn),
        _ => new("failed", Tone.Bad),
    };
}
