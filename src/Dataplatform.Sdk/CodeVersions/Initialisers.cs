using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using Dataplatform.Sdk.CodeVersions.Il;

namespace Dataplatform.Sdk.CodeVersions;

/// <summary>
/// What the static fields of a type begin with, each by itself, so that a change of one is no change for who reads another.
/// A constructor that somebody wrote, or one that cannot be taken apart, counts as a whole.
/// </summary>
internal sealed class Initialisers
{
    private readonly CodeGraph _graph;
    private readonly ConstructorInfo? _constructor;
    private readonly bool _isWritten;
    private readonly Dictionary<int, (int Start, int End)>? _ranges;
    private readonly InstructionWriter? _writer;

    private Initialisers(CodeGraph graph, ConstructorInfo? constructor)
    {
        _graph = graph;
        _constructor = constructor;
        if (constructor is null)
        {
            _ranges = [];
            return;
        }

        _isWritten = (constructor.DeclaringType!.Attributes & TypeAttributes.BeforeFieldInit) == 0;
        if (!_isWritten && MethodContent.Body(constructor) is { } body)
        {
            var code = IlCode.Read(body.GetILAsByteArray()!);
            _writer = new InstructionWriter(graph, constructor, body, code);
            _ranges = Ranges(code);
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070:DynamicallyAccessedMembers", Justification = "A static constructor that was cut away does not run.")]
    public static Initialisers Of(CodeGraph graph, Type type) =>
        new(graph, type.GetConstructor(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public, []));

    /// <summary>Writes what a static field begins with.</summary>
    /// <returns>Whether anything is known of it.</returns>
    public bool Write(CodeContent content, FieldInfo field)
    {
        if (_ranges is null)
        {
            content.Refer(_graph.Method(_constructor!));
            return true;
        }

        if (!_ranges.TryGetValue(field.MetadataToken, out var range))
        {
            return false;
        }

        _writer!.Write(content, range.Start, range.End);
        return true;
    }

    /// <summary>A static constructor that somebody wrote runs before any of the type's static methods and constructors.</summary>
    public void ReferTo(CodeContent content, MethodBase method)
    {
        if (_isWritten && method != _constructor)
        {
            content.Refer(_graph.Method(_constructor!));
        }
    }

    // An initialiser ends where its field is stored and the stack is empty. Null: the constructor cannot be taken apart.
    private Dictionary<int, (int Start, int End)>? Ranges(IlCode code)
    {
        var ranges = new Dictionary<int, (int Start, int End)>();
        var (start, isApart) = (0, true);
        _writer!.Stack().Run((index, values) =>
        {
            if (index == 0 || code.Instructions[index - 1].Code != OpCodes.Stsfld || FieldOf(code.Instructions[index - 1]) is not { } field)
            {
                return;
            }

            isApart &= values.Count == 0 && StaysWithin(code, start, index) && ranges.TryAdd(field, (start, index));
            start = index;
        });
        return isApart && start == code.Instructions.Count - 1 ? ranges : null;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026:RequiresUnreferencedCode", Justification = "The body that runs is the body that counts, trimmed or not.")]
    private int? FieldOf(IlInstruction store)
    {
        var type = _constructor!.DeclaringType!;
        var field = _constructor.Module.ResolveField((int)store.Value, type.GetGenericArguments(), null)!;
        return field.DeclaringType is { } declaring && (declaring.IsConstructedGenericType ? declaring.GetGenericTypeDefinition() : declaring) == type ? field.MetadataToken : null;
    }

    private static bool StaysWithin(IlCode code, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            var instruction = code.Instructions[i];
            if (instruction.Code.OperandType is OperandType.InlineBrTarget && (instruction.Value < start || instruction.Value >= end))
            {
                return false;
            }

            if (instruction.Targets is { } targets && Array.Exists(targets, target => target < start || target >= end))
            {
                return false;
            }
        }

        return true;
    }
}
