namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>Something wrong with an attribute that says how steps are to be run.</summary>
/// <param name="Id">The diagnostic's id.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Setting">The argument: its name, or <c>#0</c> for the first one without.</param>
internal sealed record PolicyProblem(string Id, string Message, string Setting)
{
    /// <summary>Which one, where the argument has several values.</summary>
    public int Ordinal { get; init; }

    /// <summary>What would put it right.</summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];
}
