using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Dataplatform.Sdk.CodeVersions;

/// <summary>The nodes of all code that was reached so far; each member has one.</summary>
/// <param name="origins">Tells which assemblies are followed.</param>
internal sealed class CodeGraph(CodeOrigins origins)
{
    private const string Loaded = "The token is that of a member which is there, in the metadata as it was loaded.";

    private readonly Dictionary<(Module Module, int Token), CodeNode> _methods = [];
    private readonly Dictionary<(Module Module, int Token), CodeNode> _fields = [];
    private readonly Dictionary<(Type Type, TypeMention Mention), CodeNode> _types = [];
    private readonly Dictionary<string, CodeNode> _packages = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, CodeNode> _contracts = [];
    private readonly Dictionary<Assembly, string> _builds = [];
    private readonly Dictionary<Type, Initialisers> _initialisers = [];
    private readonly Dictionary<Type, IReadOnlyList<string>> _staticMembers = [];
    private OperandReader? _operands;

    public OperandReader Operands => _operands ??= new OperandReader(this);

    public CodeOrigin OriginOf(Type type) => origins.Of(type.Assembly);

    public bool IsOwn(Type type) => OriginOf(type).Kind == CodeOriginKind.Own;

    /// <summary>With what an own assembly was compiled.</summary>
    public string BuildOf(Assembly assembly)
    {
        if (!_builds.TryGetValue(assembly, out var build))
        {
            _builds.Add(assembly, build = BuildDescription.Of(assembly));
        }

        return build;
    }

    /// <summary>An own method as declared.</summary>
    public CodeNode Method(MethodBase method)
    {
        var key = (method.Module, method.MetadataToken);
        if (!_methods.TryGetValue(key, out var node))
        {
            var definition = Definition(method);
            node = Node(CodeNodeKind.Call, MemberNames.Of(definition), definition.Module.Assembly, new MethodContent(this, definition).Write);
            _methods.Add(key, node);
        }

        return node;
    }

    /// <summary>An own field as declared.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026:RequiresUnreferencedCode", Justification = Loaded)]
    public CodeNode Field(FieldInfo field)
    {
        var key = (field.Module, field.MetadataToken);
        if (!_fields.TryGetValue(key, out var node))
        {
            var definition = field.DeclaringType!.IsConstructedGenericType ? field.Module.ResolveField(field.MetadataToken)! : field;
            var type = definition.DeclaringType!;
            var (kind, display) = definition.IsStatic ? (CodeNodeKind.Field, MemberNames.Of(definition)) : (CodeNodeKind.Type, MemberNames.Of(type));
            node = Node(MemberNames.IsMade(type) ? CodeNodeKind.Identity : kind, display, type.Assembly, new FieldContent(this, definition).Write);
            _fields.Add(key, node);
        }

        return node;
    }

    /// <summary>An own type as declared, with as much as is reached.</summary>
    public CodeNode Type(Type definition, TypeMention mention)
    {
        if (mention == TypeMention.Arguments)
        {
            mention = TypeMention.Name;
        }

        if (!_types.TryGetValue((definition, mention), out var node))
        {
            node = mention == TypeMention.Name
                ? new CodeNode(CodeNodeKind.Identity, string.Empty, write: null)
                : Node(MemberNames.IsMade(definition) ? CodeNodeKind.Call : CodeNodeKind.Type, MemberNames.Of(definition), definition.Assembly, content => new TypeContent(this, definition).Write(content, mention));
            _types.Add((definition, mention), node);
        }

        return node;
    }

    public CodeNode Package(string package)
    {
        if (!_packages.TryGetValue(package, out var node))
        {
            _packages.Add(package, node = new CodeNode(CodeNodeKind.Package, package, content => content.Write(package)));
        }

        return node;
    }

    /// <summary>The columns of a contract.</summary>
    public CodeNode Contract(RowCodec codec)
    {
        if (!_contracts.TryGetValue(codec.RowType, out var node))
        {
            _contracts.Add(codec.RowType, node = new CodeNode(CodeNodeKind.Contract, MemberNames.Of(codec.RowType), content => SchemaContent.Write(content, codec.Schema)));
        }

        return node;
    }

    /// <summary>The names of the static members that an interface asks of its implementations.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070:DynamicallyAccessedMembers", Justification = "Members that were cut away are not called.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075:DynamicallyAccessedMembers", Justification = "Members that were cut away are not called.")]
    public IReadOnlyList<string> StaticMembersOf(Type @interface)
    {
        var definition = @interface.IsConstructedGenericType ? @interface.GetGenericTypeDefinition() : @interface;
        if (!_staticMembers.TryGetValue(definition, out var names))
        {
            names = [.. definition.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static).Where(method => method.IsVirtual).Select(method => method.Name)];
            _staticMembers.Add(definition, names);
        }

        return names;
    }

    /// <summary>What the static fields of an own type begin with.</summary>
    public Initialisers InitialisersOf(Type type)
    {
        if (!_initialisers.TryGetValue(type, out var initialisers))
        {
            _initialisers.Add(type, initialisers = Initialisers.Of(this, type));
        }

        return initialisers;
    }

    /// <summary>The method as its type declares it, without type arguments.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026:RequiresUnreferencedCode", Justification = Loaded)]
    public static MethodBase Definition(MethodBase method) =>
        method.DeclaringType is { IsConstructedGenericType: true } || method is { IsGenericMethod: true, IsGenericMethodDefinition: false }
            ? method.Module.ResolveMethod(method.MetadataToken)!
            : method;

    private CodeNode Node(CodeNodeKind kind, string display, Assembly assembly, Action<CodeContent> write) =>
        new(display.Length == 0 ? CodeNodeKind.Identity : kind, display, write) { Build = BuildOf(assembly) };
}
