using System.Buffers.Binary;
using System.Reflection.Emit;

namespace Dataplatform.Sdk.CodeVersions.Il;

/// <summary>The instructions of a method without what says nothing: long forms only, and branches by instruction instead of by byte.</summary>
internal sealed class IlCode
{
    private static readonly OpCode[] OneByte = new OpCode[256];
    private static readonly OpCode[] TwoBytes = new OpCode[256];
    private static readonly Dictionary<OpCode, (OpCode Code, int Value)> Implied = [];
    private static readonly Dictionary<OpCode, OpCode> Long = [];
    private readonly int[] _indexes;

    static IlCode()
    {
        var byName = new Dictionary<string, OpCode>(StringComparer.Ordinal);
        foreach (var field in typeof(OpCodes).GetFields())
        {
            var code = (OpCode)field.GetValue(null)!;
            (code.Size == 1 ? OneByte : TwoBytes)[code.Value & 0xff] = code;
            byName[code.Name!] = code;
        }

        foreach (var (name, code) in byName)
        {
            var dot = name.LastIndexOf('.');
            if (dot < 0 || !byName.TryGetValue(name[..dot], out var whole))
            {
                continue;
            }

            var form = name[(dot + 1)..];
            if (form is "s")
            {
                Long[code] = whole;
            }
            else if (name.StartsWith("ldarg.", StringComparison.Ordinal) || name.StartsWith("ldloc.", StringComparison.Ordinal) || name.StartsWith("stloc.", StringComparison.Ordinal) || name.StartsWith("ldc.i4.", StringComparison.Ordinal))
            {
                Implied[code] = (whole, form is "m1" ? -1 : form[0] - '0');
            }
        }
    }

    private IlCode(List<IlInstruction> instructions, int[] indexes)
    {
        Instructions = instructions;
        _indexes = indexes;
    }

    public IReadOnlyList<IlInstruction> Instructions { get; }

    /// <summary>The instruction at a byte offset, or the one after it if there was a <c>nop</c>; their number at the end.</summary>
    public int IndexOf(int offset) => _indexes[offset];

    public static IlCode Read(ReadOnlySpan<byte> il)
    {
        var instructions = new List<IlInstruction>(il.Length / 3);
        var indexes = new int[il.Length + 1];
        for (var at = 0; at < il.Length;)
        {
            indexes[at] = instructions.Count;
            var code = il[at] == 0xfe ? TwoBytes[il[at + 1]] : OneByte[il[at]];
            at += code.Size;
            if (code != OpCodes.Nop)
            {
                instructions.Add(Instruction(code, il, ref at));
            }
        }

        indexes[il.Length] = instructions.Count;
        Point(instructions, indexes);
        while (DebugOnly.RemoveFrom(instructions) is { } moved)
        {
            Point(instructions, moved);
            indexes = Array.ConvertAll(indexes, index => moved[index]);
        }

        return new IlCode(instructions, indexes);
    }

    private static void Point(List<IlInstruction> instructions, int[] places)
    {
        for (var i = 0; i < instructions.Count; i++)
        {
            if (instructions[i].Targets is { } targets)
            {
                instructions[i] = instructions[i] with { Targets = Array.ConvertAll(targets, target => places[target]) };
            }
            else if (instructions[i].Code.OperandType is OperandType.InlineBrTarget)
            {
                instructions[i] = instructions[i] with { Value = places[instructions[i].Value] };
            }
        }
    }

    private static IlInstruction Instruction(OpCode code, ReadOnlySpan<byte> il, ref int at)
    {
        if (Implied.TryGetValue(code, out var implied))
        {
            return new IlInstruction(implied.Code, implied.Value);
        }

        var operand = il[at..];
        at += SizeOf(code, operand);
        int[]? targets = null;
        var value = code.OperandType switch
        {
            OperandType.InlineNone => 0,
            // ldc.i4.s and the short branches are signed, ordinals of variables are not.
            OperandType.ShortInlineI => code == OpCodes.Ldc_I4_S ? (sbyte)operand[0] : operand[0],
            OperandType.ShortInlineVar => operand[0],
            OperandType.ShortInlineBrTarget => at + (sbyte)operand[0],
            OperandType.InlineBrTarget => at + BinaryPrimitives.ReadInt32LittleEndian(operand),
            OperandType.InlineVar => BinaryPrimitives.ReadUInt16LittleEndian(operand),
            OperandType.InlineI8 or OperandType.InlineR => BinaryPrimitives.ReadInt64LittleEndian(operand),
            OperandType.InlineSwitch => (targets = Targets(operand, at)).Length,
            _ => BinaryPrimitives.ReadInt32LittleEndian(operand),
        };
        return new IlInstruction(Long.GetValueOrDefault(code, code), value, targets);
    }

    private static int SizeOf(OpCode code, ReadOnlySpan<byte> operand) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineI or OperandType.ShortInlineVar or OperandType.ShortInlineBrTarget => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(operand)),
        _ => 4,
    };

    private static int[] Targets(ReadOnlySpan<byte> operand, int end)
    {
        var targets = new int[BinaryPrimitives.ReadInt32LittleEndian(operand)];
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] = end + BinaryPrimitives.ReadInt32LittleEndian(operand[(4 + (4 * i))..]);
        }

        return targets;
    }
}
