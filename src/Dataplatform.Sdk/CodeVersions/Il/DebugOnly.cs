using System.Reflection.Emit;

namespace Dataplatform.Sdk.CodeVersions.Il;

/// <summary>
/// What a compiler that does not optimise writes for the debugger's sake, and that depends on how a statement is written: a
/// branch to the next instruction, and a variable that is only stored to be loaded at once.
/// </summary>
internal static class DebugOnly
{
    /// <summary>Removes it.</summary>
    /// <returns>Where each instruction went; null if there was nothing to remove.</returns>
    public static int[]? RemoveFrom(List<IlInstruction> instructions)
    {
        var isRemoved = new bool[instructions.Count];
        var uses = new Dictionary<long, int>();
        foreach (var local in instructions.Where(IsLocal))
        {
            uses[local.Value] = uses.GetValueOrDefault(local.Value) + 1;
        }

        HashSet<long>? targets = null;
        var isAny = false;
        for (var i = 0; i < instructions.Count; i++)
        {
            var instruction = instructions[i];
            if (instruction.Code == OpCodes.Br && instruction.Value == i + 1)
            {
                isAny = isRemoved[i] = true;
            }
            else if (instruction.Code == OpCodes.Stloc && i + 1 < instructions.Count && instructions[i + 1].Code == OpCodes.Ldloc
                && instructions[i + 1].Value == instruction.Value && uses[instruction.Value] == 2
                && !(targets ??= TargetsOf(instructions)).Contains(i + 1))
            {
                isAny = isRemoved[i] = isRemoved[i + 1] = true;
            }
        }

        return isAny ? Compact(instructions, isRemoved) : null;
    }

    private static int[] Compact(List<IlInstruction> instructions, bool[] isRemoved)
    {
        var places = new int[instructions.Count + 1];
        var kept = 0;
        for (var i = 0; i < isRemoved.Length; i++)
        {
            places[i] = kept;
            if (!isRemoved[i])
            {
                instructions[kept++] = instructions[i];
            }
        }

        places[^1] = kept;
        instructions.RemoveRange(kept, instructions.Count - kept);
        return places;
    }

    private static HashSet<long> TargetsOf(List<IlInstruction> instructions)
    {
        var targets = new HashSet<long>();
        foreach (var instruction in instructions)
        {
            if (instruction.Code.OperandType is OperandType.InlineBrTarget)
            {
                targets.Add(instruction.Value);
            }

            targets.UnionWith((instruction.Targets ?? []).Select(target => (long)target));
        }

        return targets;
    }

    private static bool IsLocal(IlInstruction instruction) =>
        instruction.Code == OpCodes.Ldloc || instruction.Code == OpCodes.Stloc || instruction.Code == OpCodes.Ldloca;
}
