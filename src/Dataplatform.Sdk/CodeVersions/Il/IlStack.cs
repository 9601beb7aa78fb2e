using System.Reflection.Emit;

namespace Dataplatform.Sdk.CodeVersions.Il;

/// <summary>Follows the evaluation stack through a method and knows of each value which instruction put it there.</summary>
/// <param name="code">The method.</param>
/// <param name="callEffect">How many values the call at an instruction takes and gives.</param>
internal sealed class IlStack(IlCode code, Func<IlInstruction, (int Takes, int Gives)> callEffect)
{
    private readonly Dictionary<int, int[]> _atTargets = [];
    private readonly List<int> _values = [];

    /// <summary>Says what is on the stack where a handler begins.</summary>
    /// <param name="instruction">The handler's first instruction.</param>
    /// <param name="hasException">Whether the exception is on the stack.</param>
    public void Begin(int instruction, bool hasException) => _atTargets[instruction] = hasException ? [-1] : [];

    /// <summary>Visits each instruction with the producers of the values that are on the stack before it, the uppermost last.</summary>
    public void Run(Action<int, IReadOnlyList<int>> visit)
    {
        var reachable = true;
        for (var i = 0; i < code.Instructions.Count; i++)
        {
            if (_atTargets.TryGetValue(i, out var known) && (!reachable || known.Length <= _values.Count))
            {
                // Where two ways meet, what the other way put uppermost has no single producer.
                var meets = reachable;
                var before = meets ? _values.ToArray() : known;
                _values.Clear();
                for (var k = 0; k < known.Length; k++)
                {
                    _values.Add(!meets || before[k] == known[k] ? known[k] : -1);
                }
            }
            else if (!reachable)
            {
                _values.Clear();
            }

            var instruction = code.Instructions[i];
            visit(i, _values);
            Apply(i, instruction);
            reachable = instruction.Code.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw);
        }
    }

    private void Apply(int index, IlInstruction instruction)
    {
        var (takes, gives) = instruction.Code.StackBehaviourPop == StackBehaviour.Varpop && instruction.Code != OpCodes.Ret
            ? callEffect(instruction)
            : (Takes(instruction.Code), Gives(instruction.Code));
        _values.RemoveRange(Math.Max(0, _values.Count - takes), Math.Min(takes, _values.Count));
        for (var i = 0; i < gives; i++)
        {
            _values.Add(index);
        }

        if (instruction.Code == OpCodes.Leave)
        {
            _values.Clear();
        }

        if (instruction.Code.OperandType is OperandType.InlineBrTarget)
        {
            _atTargets.TryAdd((int)instruction.Value, [.. _values]);
        }

        foreach (var target in instruction.Targets ?? [])
        {
            _atTargets.TryAdd(target, [.. _values]);
        }
    }

    private static int Takes(OpCode code) => code.StackBehaviourPop switch
    {
        StackBehaviour.Pop0 or StackBehaviour.Varpop => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8 or StackBehaviour.Popi_popr4
            or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
        _ => 3,
    };

    private static int Gives(OpCode code) => code.StackBehaviourPush switch
    {
        StackBehaviour.Push0 or StackBehaviour.Varpush => 0,
        StackBehaviour.Push1_push1 => 2,
        _ => 1,
    };
}
