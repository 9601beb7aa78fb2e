using Dataplatform.Sdk.Cli.Terminal;

namespace Dataplatform.Sdk.Cli.Tests.Fakes;

/// <summary>A console in memory.</summary>
internal sealed class TestConsole
{
    private readonly StringWriter _out = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public TestConsole(bool isTerminal = false, params (string Name, string Value)[] variables)
        : this(isTerminal, width: 100, variables)
    {
    }

    public TestConsole(bool isTerminal, int width, params (string Name, string Value)[] variables) => Console = new CliConsole
    {
        Out = _out,
        Error = _error,
        IsTerminal = isTerminal,
        IsErrorTerminal = isTerminal,
        Size = () => (width, 30),
        Variable = name => variables.FirstOrDefault(variable => variable.Name == name).Value,
    };

    public CliConsole Console { get; }

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public string[] OutLines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
