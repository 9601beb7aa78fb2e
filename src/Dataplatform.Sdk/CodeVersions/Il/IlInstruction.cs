using System.Reflection.Emit;

namespace Dataplatform.Sdk.CodeVersions.Il;

/// <summary>One instruction in its long form.</summary>
/// <param name="Code">The operation; never a short form, and never <c>nop</c>.</param>
/// <param name="Value">A number, the bits of a floating point number, an ordinal, a token, or the instruction that is branched to.</param>
/// <param name="Targets">The instructions of a <c>switch</c>; null for any other operation.</param>
internal readonly record struct IlInstruction(OpCode Code, long Value, int[]? Targets = null)
{
    /// <summary>Whether the value is a token.</summary>
    public bool HasToken => Code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineSig or OperandType.InlineString;

    /// <summary>Whether the value is a token of something that is called.</summary>
    public bool IsCall => Code.OperandType is OperandType.InlineMethod && Code.StackBehaviourPop is StackBehaviour.Varpop;

    /// <summary>Whether it does nothing but put a constant on the stack.</summary>
    public bool IsConstant => Code.OperandType is OperandType.InlineI or OperandType.InlineI8 or OperandType.InlineR or OperandType.ShortInlineR or OperandType.InlineString || Code == OpCodes.Ldnull;
}
