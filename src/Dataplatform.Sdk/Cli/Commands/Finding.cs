namespace Dataplatform.Sdk.Cli.Commands;

/// <summary>Something that <c>validate</c> found.</summary>
/// <param name="Id">The diagnostic's id, where the compiler knows it too.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Location">The method with its file and line, where they are known.</param>
internal sealed record Finding(string? Id, string Message, string? Location = null)
{
    /// <summary>Whether the app runs all the same.</summary>
    public bool IsWarning { get; init; }
}
