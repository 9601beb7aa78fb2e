using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Dataplatform.Sdk.CodeVersions.Il;

namespace Dataplatform.Sdk.CodeVersions;

/// <summary>Resolves tokens; those of methods without type parameters once for each module.</summary>
/// <param name="graph">Has the nodes.</param>
internal sealed class OperandReader(CodeGraph graph)
{
    private const string Trimmed = "A trimmed app is a build of its own: what was cut away is not called, and a token that leads nowhere is named as such.";

    private readonly Dictionary<(Module Module, long Token, TypeMention Mention), Operand> _resolved = [];

    /// <summary>What an instruction of a method names.</summary>
    public Operand Read(IlInstruction instruction, MethodBase method)
    {
        var mention = instruction.Code.OperandType is OperandType.InlineTok || instruction.Code == OpCodes.Box || instruction.Code == OpCodes.Constrained
            ? TypeMention.Everything
            : TypeMention.Arguments;
        if (method.IsGenericMethodDefinition || method.DeclaringType is { IsGenericTypeDefinition: true })
        {
            return Resolve(instruction, method, mention);
        }

        var key = (method.Module, instruction.Value, mention);
        if (!_resolved.TryGetValue(key, out var operand))
        {
            _resolved.Add(key, operand = Resolve(instruction, method, mention));
        }

        return operand;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026:RequiresUnreferencedCode", Justification = Trimmed)]
    public static string Text(IlInstruction instruction, MethodBase method) => method.Module.ResolveString((int)instruction.Value);

    [UnconditionalSuppressMessage("Trimming", "IL2026:RequiresUnreferencedCode", Justification = Trimmed)]
    private Operand Resolve(IlInstruction instruction, MethodBase method, TypeMention mention)
    {
        var (module, token) = (method.Module, (int)instruction.Value);
        try
        {
            if (instruction.Code.OperandType is OperandType.InlineSig)
            {
                return Indirect(module.ResolveSignature(token));
            }

            return module.ResolveMember(token, method.DeclaringType?.GetGenericArguments(), method.IsGenericMethodDefinition ? method.GetGenericArguments() : null) switch
            {
                Type type => OfType(type, mention),
                FieldInfo field => new Operand(new OperandNames(graph).Field(field).Complete()),
                MethodBase called => OfMethod(called, instruction.Code == OpCodes.Newobj),
                _ => Missing(),
            };
        }
        catch (Exception e) when (e is MissingMemberException or TypeLoadException or FileNotFoundException or FileLoadException or ArgumentException or BadImageFormatException)
        {
            return Missing();
        }
    }

    private static Operand Missing() => new(new CodeOperand("missing", []));

    // The blob begins with the calling convention and the number of parameters; the return type follows, and 1 is void.
    private static Operand Indirect(byte[] signature) => new(new CodeOperand("indirect", [])) { Takes = signature[1] + 1, Gives = signature[2] == 1 ? 0 : 1 };

    private Operand OfType(Type type, TypeMention mention)
    {
        var names = new OperandNames(graph).Type(type, mention);
        return new Operand(names.Complete());
    }

    private Operand OfMethod(MethodBase called, bool isNew)
    {
        var names = new OperandNames(graph).Method(called).Complete();
        var parameters = called.GetParameters();
        var type = called.DeclaringType;
        return new Operand(names)
        {
            Takes = parameters.Length + (called.IsStatic || isNew ? 0 : 1),
            Gives = isNew || (called is MethodInfo { ReturnType: var returned } && returned != typeof(void)) ? 1 : 0,
            PlaceArguments = Arguments(parameters, IsPlace) | Counts(called, parameters),
            CallerArguments = Arguments(parameters, IsCaller),
            IsQueryText = called.Name == nameof(Sql.AppendLiteral) && type is not null && type.Assembly == typeof(Sql).Assembly,
            Makes = called.IsConstructor && type is { IsArray: false } && graph.IsOwn(type)
                ? graph.Type(type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type, TypeMention.Instance)
                : null,
        };
    }

    // The first two arguments of an interpolated string's handler are counts of what follows anyway.
    private static ulong Counts(MethodBase called, ParameterInfo[] parameters) =>
        called.IsConstructor && parameters.Length is >= 2 and <= 64 && called.DeclaringType!.IsDefined(typeof(InterpolatedStringHandlerAttribute), inherit: false)
            ? 3UL << (parameters.Length - 2)
            : 0;

    private static ulong Arguments(ParameterInfo[] parameters, Func<ParameterInfo, bool> isSo)
    {
        var arguments = 0UL;
        for (var (i, bit) = (parameters.Length - 1, 1UL); i >= 0; i--, bit <<= 1)
        {
            arguments |= parameters[i].IsOptional && isSo(parameters[i]) ? bit : 0;
        }

        return arguments;
    }

    private static bool IsPlace(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(CallerLineNumberAttribute), inherit: false) || parameter.IsDefined(typeof(CallerArgumentExpressionAttribute), inherit: false);

    private static bool IsCaller(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(CallerFilePathAttribute), inherit: false) || parameter.IsDefined(typeof(CallerMemberNameAttribute), inherit: false);
}
