using System.Collections;
using System.Reflection;
using System.Reflection.Emit;
using Dataplatform.Sdk.CodeVersions.Il;

namespace Dataplatform.Sdk.CodeVersions;

/// <summary>Writes instructions so that neither tokens, nor places in the file, nor the number of unused variables matter.</summary>
internal sealed class InstructionWriter
{
    private readonly CodeGraph _graph;
    private readonly MethodBase _method;
    private readonly MethodBody _body;
    private readonly IlCode _code;
    private readonly BitArray _isPlace;
    private readonly BitArray _isQueryText;

    public InstructionWriter(CodeGraph graph, MethodBase method, MethodBody body, IlCode code)
    {
        (_graph, _method, _body, _code) = (graph, method, body, code);
        _isPlace = new BitArray(code.Instructions.Count);
        _isQueryText = new BitArray(code.Instructions.Count);
        if (code.Instructions.Any(instruction => instruction.IsCall && Operand(instruction) is { PlaceArguments: not 0 } or { CallerArguments: not 0 } or { IsQueryText: true }))
        {
            Stack().Run(Mark);
        }
    }

    /// <summary>Writes a range of instructions; ordinals of branches and variables count from its beginning.</summary>
    public void Write(CodeContent content, int start, int end)
    {
        var locals = new Dictionary<long, int>();
        for (var i = start; i < end; i++)
        {
            var instruction = _code.Instructions[i];
            if (_isPlace[i])
            {
                content.Write("place");
                continue;
            }

            content.Write(instruction.Code.Value);
            if (instruction.Code.OperandType is OperandType.InlineString)
            {
                var text = OperandReader.Text(instruction, _method);
                content.Write(_isQueryText[i] ? QueryText.Normalise(text) : text);
            }
            else if (instruction.HasToken)
            {
                var operand = Operand(instruction);
                content.Write(operand.Names);
                if (instruction.Code == OpCodes.Newobj && operand.Makes is { } made)
                {
                    content.Refer(made);
                }
            }
            else if (instruction.Code.OperandType is OperandType.InlineBrTarget)
            {
                content.Write((int)instruction.Value - start);
            }
            else if (instruction.Targets is { } targets)
            {
                content.Write(targets.Length);
                Array.ForEach(targets, target => content.Write(target - start));
            }
            else if (instruction.Code == OpCodes.Ldloc || instruction.Code == OpCodes.Stloc || instruction.Code == OpCodes.Ldloca)
            {
                Local(content, locals, instruction.Value);
            }
            else if (instruction.Code.OperandType is not OperandType.InlineNone || instruction.Value != 0)
            {
                content.Write(instruction.Value);
            }
        }
    }

    /// <summary>The stack of the whole method, ready to run.</summary>
    public IlStack Stack()
    {
        var stack = new IlStack(_code, instruction => Operand(instruction) is var operand ? (operand.Takes, operand.Gives) : default);
        foreach (var clause in _body.ExceptionHandlingClauses)
        {
            stack.Begin(_code.IndexOf(clause.HandlerOffset), clause.Flags is ExceptionHandlingClauseOptions.Clause or ExceptionHandlingClauseOptions.Filter);
            if (clause.Flags == ExceptionHandlingClauseOptions.Filter)
            {
                stack.Begin(_code.IndexOf(clause.FilterOffset), hasException: true);
            }
        }

        return stack;
    }

    private Operand Operand(IlInstruction instruction) => _graph.Operands.Read(instruction, _method);

    private void Local(CodeContent content, Dictionary<long, int> locals, long ordinal)
    {
        var isNew = locals.TryAdd(ordinal, locals.Count);
        content.Write(locals[ordinal]);
        if (isNew)
        {
            content.Write(new OperandNames(_graph).Type(_body.LocalVariables[(int)ordinal].LocalType, TypeMention.Name).Complete());
        }
    }

    private void Mark(int index, IReadOnlyList<int> values)
    {
        var instruction = _code.Instructions[index];
        if (!instruction.IsCall)
        {
            return;
        }

        var operand = Operand(instruction);
        for (var (bit, i) = (1UL, values.Count - 1); bit <= (operand.PlaceArguments | operand.CallerArguments) && bit != 0 && i >= 0; bit <<= 1, i--)
        {
            if (values[i] >= 0 && _code.Instructions[values[i]] is { IsConstant: true } constant
                && ((operand.PlaceArguments & bit) != 0 || ((operand.CallerArguments & bit) != 0 && IsOwnPlace(constant))))
            {
                _isPlace[values[i]] = true;
            }
        }

        if (operand.IsQueryText && values is [.., >= 0 and var text] && _code.Instructions[text].Code == OpCodes.Ldstr)
        {
            _isQueryText[text] = true;
        }
    }

    // What somebody wrote there by hand is an argument like any other.
    private bool IsOwnPlace(IlInstruction constant)
    {
        if (constant.Code != OpCodes.Ldstr)
        {
            return false;
        }

        var text = OperandReader.Text(constant, _method);
        var member = MemberNames.Of(_method);
        return text.EndsWith(".cs", StringComparison.Ordinal) || text is ".ctor" or ".cctor" || member.EndsWith("." + text, StringComparison.Ordinal);
    }
}
