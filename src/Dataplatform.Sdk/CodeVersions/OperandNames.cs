using System.Globalization;
using System.Reflection;
using System.Text;

namespace Dataplatform.Sdk.CodeVersions;

/// <summary>Writes how an instruction names a member: own members as nodes, all others by their names.</summary>
/// <param name="graph">Has the nodes.</param>
internal sealed class OperandNames(CodeGraph graph)
{
    private readonly StringBuilder _text = new();
    private readonly List<CodeNode> _references = [];

    public CodeOperand Complete() => new(_text.ToString(), [.. _references]);

    public OperandNames Type(Type type, TypeMention mention)
    {
        if (type.HasElementType)
        {
            Type(type.GetElementType()!, mention);
            _text.Append(type.IsByRef ? "&" : type.IsPointer ? "*" : type.IsSZArray ? "[]" : string.Create(CultureInfo.InvariantCulture, $"[{type.GetArrayRank()}]"));
        }
        else if (type.IsGenericParameter)
        {
            _text.Append(type.DeclaringMethod is null ? "!" : "!!").Append(type.GenericParameterPosition);
        }
        else if (type.IsFunctionPointer)
        {
            _text.Append("function*");
        }
        else if (type.IsConstructedGenericType)
        {
            Definition(type.GetGenericTypeDefinition(), mention);
            Arguments(type.GetGenericArguments(), mention);
        }
        else
        {
            Definition(type, mention);
        }

        return this;
    }

    public OperandNames Method(MethodBase method)
    {
        var type = method.DeclaringType;
        if (type is not null && !type.IsArray && graph.IsOwn(type))
        {
            Node(graph.Method(method));
            Arguments(type.IsConstructedGenericType ? type.GetGenericArguments() : [], TypeMention.Everything);
            Arguments(method.IsGenericMethod ? method.GetGenericArguments() : [], TypeMention.Everything);
            return this;
        }

        if (type is not null)
        {
            Type(type, TypeMention.Arguments);
        }

        _text.Append('.').Append(method.Name);
        Arguments(method.IsGenericMethod ? method.GetGenericArguments() : [], TypeMention.Everything);
        _text.Append('(');
        var definition = type is { IsArray: true } ? method : CodeGraph.Definition(method);
        foreach (var parameter in definition.GetParameters())
        {
            Type(parameter.ParameterType, TypeMention.Name)._text.Append(',');
        }

        _text.Append(')');
        // Conversions differ in nothing but what they return.
        if (definition is MethodInfo { IsSpecialName: true } operation)
        {
            Type(operation.ReturnType, TypeMention.Name);
        }

        return this;
    }

    public OperandNames Field(FieldInfo field)
    {
        var type = field.DeclaringType!;
        if (!graph.IsOwn(type))
        {
            Type(type, TypeMention.Arguments)._text.Append('.').Append(field.Name);
        }
        else if (type.Name.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal))
        {
            // Constant data: the compiler names it by the hash of its bytes.
            _text.Append(field.Name);
        }
        else
        {
            Node(graph.Field(field));
            Arguments(type.IsConstructedGenericType ? type.GetGenericArguments() : [], TypeMention.Everything);
        }

        return this;
    }

    public OperandNames Node(CodeNode node)
    {
        _text.Append('@');
        _references.Add(node);
        return this;
    }

    private void Definition(Type type, TypeMention mention)
    {
        var origin = graph.OriginOf(type);
        if (origin.Kind == CodeOriginKind.Own)
        {
            Node(graph.Type(type, mention));
            return;
        }

        _text.Append(type.FullName);
        if (origin.Package is { } package)
        {
            Node(graph.Package(package));
        }
    }

    private void Arguments(Type[] arguments, TypeMention mention)
    {
        if (arguments.Length == 0)
        {
            return;
        }

        _text.Append('<');
        foreach (var argument in arguments)
        {
            Type(argument, mention == TypeMention.Name ? mention : TypeMention.Everything);
            _text.Append(',');
        }

        _text.Append('>');
    }
}
