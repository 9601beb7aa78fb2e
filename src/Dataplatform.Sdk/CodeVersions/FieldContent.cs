using System.Reflection;

namespace Dataplatform.Sdk.CodeVersions;

/// <summary>What a field is: for a static one with what it begins with.</summary>
/// <param name="graph">Has the nodes.</param>
/// <param name="field">The field as declared.</param>
internal sealed class FieldContent(CodeGraph graph, FieldInfo field)
{
    public void Write(CodeContent content)
    {
        var type = field.DeclaringType!;
        content.Write(new OperandNames(graph).Type(field.FieldType, TypeMention.Name).Complete());
        if (MemberNames.IsMade(type) || field.Name.EndsWith(">P", StringComparison.Ordinal))
        {
            // A captured variable, a captured parameter or a cached delegate: what it is called is nobody's business.
            content.Write(field.IsStatic ? "cache" : "captured");
        }
        else if (field.IsStatic)
        {
            content.Write("static");
            if (!graph.InitialisersOf(type).Write(content, field) || !field.IsInitOnly)
            {
                // Others may set it, and then only the name tells it from the next.
                content.Write(MemberNames.Full(field));
            }
        }
        else
        {
            // Values may come from outside (a file, a service), by name.
            content.Write(ColumnName(type) ?? field.Name);
            content.Refer(graph.Type(type, TypeMention.Name));
        }
    }

    // A contract's member is known to data by its column.
    private string? ColumnName(Type type) =>
        RowCodecs.Find(type)?.Schema.Columns.FirstOrDefault(column => field.Name == $"<{column.Member}>k__BackingField")?.Name;
}
