using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Dataplatform.Sdk.CodeVersions;

/// <summary>What a type brings along without being named: what its virtual members do and, where values of it are made or read by others, its shape.</summary>
/// <param name="graph">Has the nodes.</param>
/// <param name="type">The type as declared.</param>
[UnconditionalSuppressMessage("Trimming", "IL2070:DynamicallyAccessedMembers", Justification = "Members that were cut away are not called.")]
internal sealed class TypeContent(CodeGraph graph, Type type)
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public void Write(CodeContent content, TypeMention mention)
    {
        content.Refer(graph.Type(type, TypeMention.Name));
        if (type.IsEnum)
        {
            WriteEnum(content);
        }
        else if (type.IsSubclassOf(typeof(Delegate)))
        {
            content.Write(MemberNames.Full(type));
        }
        else if (!type.IsInterface && !(type.IsAbstract && type.IsSealed))
        {
            WriteBase(content, mention);
            if (MemberNames.IsMade(type))
            {
                WriteMade(content);
                return;
            }

            WriteVirtualMembers(content, method => !IsMade(method));
            if (mention == TypeMention.Everything)
            {
                Sorted(content, type.GetConstructors(Declared | BindingFlags.Instance).Where(constructor => !IsMade(constructor)), static _ => "new");
                WriteShape(content);
            }
        }
    }

    private void WriteEnum(CodeContent content)
    {
        foreach (var name in Enum.GetNames(type).Order(StringComparer.Ordinal))
        {
            content.Write(name);
            content.Write(Convert.ToString(Enum.Parse(type, name) is var value ? Convert.ChangeType(value, Enum.GetUnderlyingType(type), CultureInfo.InvariantCulture) : null, CultureInfo.InvariantCulture));
        }
    }

    private void WriteBase(CodeContent content, TypeMention mention)
    {
        if (type.BaseType is not { } inherited || inherited == typeof(object) || inherited == typeof(ValueType))
        {
            return;
        }

        content.Write(new OperandNames(graph).Type(inherited, TypeMention.Arguments).Complete());
        if (graph.IsOwn(inherited))
        {
            content.Refer(graph.Type(inherited.IsConstructedGenericType ? inherited.GetGenericTypeDefinition() : inherited, mention));
        }
    }

    // Of a state machine only MoveNext is the user's; closures have no virtual members; the rest is the compiler's own library.
    private void WriteMade(CodeContent content)
    {
        if (type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal))
        {
            foreach (var property in type.GetProperties())
            {
                content.Write(property.Name);
            }
        }
        else if (type.Name.StartsWith("<>z__", StringComparison.Ordinal) || type.Name.StartsWith("<>y__", StringComparison.Ordinal))
        {
            content.Write(type.Name);
        }
        else
        {
            WriteVirtualMembers(content, static method => MemberNames.Slot(method.Name).EndsWith(nameof(IAsyncStateMachine.MoveNext), StringComparison.Ordinal));
        }
    }

    private void WriteVirtualMembers(CodeContent content, Func<MethodInfo, bool> counts)
    {
        Sorted(
            content,
            type.GetMethods(Declared | BindingFlags.Instance).Where(method => method is { IsVirtual: true, IsAbstract: false } && counts(method)),
            static method => MemberNames.Slot(method.Name));
        var promised = MemberNames.IsMade(type) ? [] : type.GetInterfaces().SelectMany(graph.StaticMembersOf).ToHashSet(StringComparer.Ordinal);
        if (promised.Count > 0)
        {
            Sorted(
                content,
                type.GetMethods(Declared | BindingFlags.Static).Where(method => promised.Contains(method.Name[(method.Name.LastIndexOf('.') + 1)..]) && counts(method)),
                static method => MemberNames.Slot(method.Name));
        }
    }

    private void WriteShape(CodeContent content)
    {
        Dictionary<string, string>? columns = null;
        if (RowCodecs.Find(type) is { } codec)
        {
            content.Refer(graph.Contract(codec));
            columns = codec.Schema.Columns.ToDictionary(column => column.Member, column => column.Name, StringComparer.Ordinal);
        }
        else
        {
            WriteAttributes(content, type);
        }

        // What a record prints and compares follows the order of its members; of other types the order means nothing.
        var isRecord = type.GetMethod("PrintMembers", Declared | BindingFlags.Instance) is not null;
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Cast<MemberInfo>()
            .Concat(type.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly));
        foreach (var member in isRecord && columns is null ? members : members.OrderBy(member => columns?.GetValueOrDefault(member.Name) ?? member.Name, StringComparer.Ordinal))
        {
            if (columns is null || columns.ContainsKey(member.Name))
            {
                WriteMember(content, member, isColumn: columns is not null);
            }
        }
    }

    private void WriteMember(CodeContent content, MemberInfo member, bool isColumn)
    {
        var (memberType, accessors) = member is PropertyInfo property ? (property.PropertyType, property.GetAccessors(nonPublic: true)) : (((FieldInfo)member).FieldType, []);
        content.Write(new OperandNames(graph).Type(memberType, TypeMention.Everything).Complete());
        if (!isColumn)
        {
            content.Write(member.Name);
            WriteAttributes(content, member);
        }

        foreach (var accessor in accessors)
        {
            if (!IsMade(accessor))
            {
                content.Refer(graph.Method(accessor));
            }
        }
    }

    private static void WriteAttributes(CodeContent content, MemberInfo member)
    {
        foreach (var attribute in member.GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType.Namespace is not ("System.Runtime.CompilerServices" or "System.Diagnostics" or "System.CodeDom.Compiler"))
            .Select(attribute => attribute.ToString()).Order(StringComparer.Ordinal))
        {
            content.Write(attribute);
        }
    }

    private void Sorted<TMethod>(CodeContent content, IEnumerable<TMethod> methods, Func<TMethod, string> label)
        where TMethod : MethodBase
    {
        foreach (var (name, node) in methods.Select(method => (Label: label(method), Node: graph.Method(method)))
            .OrderBy(member => member.Label, StringComparer.Ordinal).ThenBy(member => Convert.ToHexString(member.Node.Hash), StringComparer.Ordinal))
        {
            content.Write(name);
            content.Refer(node);
        }
    }

    private static bool IsMade(MethodBase method) => method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
}
