using Dataplatform.Sdk.Graph.Rules;

namespace Dataplatform.Sdk.Graph;

/// <summary>The assets do not make a graph. The message has one line for each problem.</summary>
public sealed class GraphException : DataplatformException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problems">Everything that is wrong.</param>
    public GraphException(IReadOnlyList<GraphProblem> problems)
        : base(string.Join('\n', problems.Select(problem => $"{problem.Id}: {problem.Message}"))) => Problems = problems;

    /// <summary>Everything that is wrong, in the ordinal order of the assets.</summary>
    public IReadOnlyList<GraphProblem> Problems { get; }
}
