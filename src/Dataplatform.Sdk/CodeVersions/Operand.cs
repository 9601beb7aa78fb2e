namespace Dataplatform.Sdk.CodeVersions;

/// <summary>What the token of an instruction stands for.</summary>
/// <param name="Names">How content names it.</param>
internal sealed record Operand(CodeOperand Names)
{
    /// <summary>How many values a call takes from the stack, the instance included.</summary>
    public int Takes { get; init; }

    /// <summary>How many values a call puts on the stack.</summary>
    public int Gives { get; init; }

    /// <summary>
    /// The arguments that say where or how the call is written, as bits, the last argument first: its line, its text, the
    /// length of an interpolated string.
    /// </summary>
    public ulong PlaceArguments { get; init; }

    /// <summary>The arguments that the compiler fills in with the name of the calling member or the path of its file, likewise.</summary>
    public ulong CallerArguments { get; init; }

    /// <summary>Whether the last argument is text of a query.</summary>
    public bool IsQueryText { get; init; }

    /// <summary>The own type of which a constructor makes an instance.</summary>
    public CodeNode? Makes { get; init; }
}
