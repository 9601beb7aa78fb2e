using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using Dataplatform.Sdk.CodeVersions.Il;

namespace Dataplatform.Sdk.CodeVersions;

/// <summary>What a method does.</summary>
/// <param name="graph">Has the nodes.</param>
/// <param name="method">The method as declared.</param>
internal sealed class MethodContent(CodeGraph graph, MethodBase method)
{
    public void Write(CodeContent content)
    {
        Signature(content);
        var type = method.DeclaringType!;
        var body = Body(method);
        if (body?.GetILAsByteArray() is not { } il)
        {
            // Nothing to see but the name: an interface's or abstract member, a delegate, a native function.
            content.Write(MemberNames.Full(method));
            if (method is MethodInfo imported && imported.GetCustomAttribute<DllImportAttribute>() is { } import)
            {
                content.Write($"{import.Value}!{import.EntryPoint}");
            }

            return;
        }

        if (method.IsVirtual && !method.IsFinal && !type.IsSealed)
        {
            // Another body may run instead, so which member was asked for is part of the meaning.
            content.Write(MemberNames.Full(method));
        }

        if (method.IsStatic || method.IsConstructor)
        {
            graph.InitialisersOf(type).ReferTo(content, method);
        }

        var code = IlCode.Read(il);
        var writer = new InstructionWriter(graph, method, body, code);
        writer.Write(content, 0, code.Instructions.Count);
        Handlers(content, body, code);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026:RequiresUnreferencedCode", Justification = "The body that runs is the body that counts, trimmed or not.")]
    public static MethodBody? Body(MethodBase method) =>
        (method.MethodImplementationFlags & (MethodImplAttributes.InternalCall | MethodImplAttributes.Runtime)) != 0 ? null : method.GetMethodBody();

    private void Signature(CodeContent content)
    {
        content.Write(method.IsStatic ? "static" : "instance");
        content.Write(method.IsGenericMethodDefinition ? method.GetGenericArguments().Length : 0);
        var names = new OperandNames(graph);
        if (method is MethodInfo { ReturnType: var returned })
        {
            names.Type(returned, TypeMention.Name);
        }

        foreach (var parameter in method.GetParameters())
        {
            names.Type(parameter.ParameterType, TypeMention.Name);
        }

        content.Write(names.Complete());
    }

    private void Handlers(CodeContent content, MethodBody body, IlCode code)
    {
        foreach (var clause in body.ExceptionHandlingClauses)
        {
            content.Write((int)clause.Flags);
            content.Write(code.IndexOf(clause.TryOffset));
            content.Write(code.IndexOf(clause.TryOffset + clause.TryLength));
            content.Write(code.IndexOf(clause.HandlerOffset));
            content.Write(code.IndexOf(clause.HandlerOffset + clause.HandlerLength));
            if (clause.Flags == ExceptionHandlingClauseOptions.Clause)
            {
                content.Write(new OperandNames(graph).Type(clause.CatchType ?? typeof(object), TypeMention.Name).Complete());
            }
            else if (clause.Flags == ExceptionHandlingClauseOptions.Filter)
            {
                content.Write(code.IndexOf(clause.FilterOffset));
            }
        }
    }
}
