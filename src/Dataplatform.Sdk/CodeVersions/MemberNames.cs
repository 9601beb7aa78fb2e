using System.Reflection;
using System.Text.RegularExpressions;

namespace Dataplatform.Sdk.CodeVersions;

/// <summary>How members are called: for people, and where a name is part of the meaning.</summary>
internal static partial class MemberNames
{
    /// <summary>The source member that a method belongs to, lambdas and state machines included: <c>Pricing.Round</c>; empty if it belongs to none.</summary>
    public static string Of(MethodBase method)
    {
        var name = method switch
        {
            ConstructorInfo { IsStatic: true } => "static",
            ConstructorInfo => "new",
            { IsSpecialName: true } when method.Name.StartsWith("get_", StringComparison.Ordinal) || method.Name.StartsWith("set_", StringComparison.Ordinal) => method.Name[4..],
            _ => method.Name,
        };
        return Of(method.DeclaringType!, IsMade(name) ? Within(name) : name);
    }

    /// <summary>A type for people: <c>Outer.Inner</c>; for one that the compiler made, the member that it was made for.</summary>
    public static string Of(Type type) => IsMade(type.Name) && type.DeclaringType is { } outer ? Of(outer, Within(type.Name)) : TypeName(type);

    /// <summary>A field or property for people.</summary>
    public static string Of(FieldInfo field) => Of(field.DeclaringType!, IsMade(field.Name) ? Within(field.Name) : field.Name);

    /// <summary>A member's full name where the name is part of the meaning.</summary>
    public static string Full(MemberInfo member) => $"{(member.DeclaringType is { } type ? Full(type) : string.Empty)}.{Slot(member.Name)}";

    /// <summary>A type's full name. What the compiler puts before the name of a file's own type tells the path of the file.</summary>
    public static string Full(Type type) => WithoutFile(type.FullName ?? type.Name);

    /// <summary>The name of a virtual member. An explicit implementation has the interface before it, with type arguments that may be renamed.</summary>
    public static string Slot(string name) => name.Contains('<') ? TypeArguments().Replace(name, string.Empty) : name;

    /// <summary>Whether the compiler made the name up.</summary>
    public static bool IsMade(string name) => name.StartsWith('<') && !FileLocal().IsMatch(name);

    /// <summary>Whether the compiler made the type: a closure, a state machine, an anonymous type.</summary>
    public static bool IsMade(Type type) => IsMade(type.Name);

    private static string Of(Type type, string member)
    {
        while (IsMade(type.Name) && type.DeclaringType is { } outer)
        {
            // In a state machine the type tells the member; in a closure the method does.
            var within = Within(type.Name);
            member = within.Length > 0 ? within : member is "new" or "static" ? string.Empty : member;
            type = outer;
        }

        return member.Length == 0 ? string.Empty : member is "new" ? $"new {TypeName(type)}" : $"{TypeName(type)}.{member}";
    }

    private static string WithoutFile(string name) => name.Contains('<') ? FileLocal().Replace(name, string.Empty) : name;

    private static string Within(string name)
    {
        var inner = name.TrimStart('<');
        var end = inner.IndexOf('>', StringComparison.Ordinal);
        return end < 0 ? string.Empty : inner[..end];
    }

    private static string TypeName(Type type)
    {
        var name = WithoutFile(type.Name);
        var arity = name.IndexOf('`', StringComparison.Ordinal);
        name = arity < 0 ? name : name[..arity];
        return type.DeclaringType is { } outer ? $"{TypeName(outer)}.{name}" : name;
    }

    [GeneratedRegex("<[^<>]*>F[0-9A-F]{64}__")]
    private static partial Regex FileLocal();

    [GeneratedRegex("<.*>(?=\\.)")]
    private static partial Regex TypeArguments();
}
