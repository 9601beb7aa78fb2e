using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.CodeVersions;

/// <summary>What a step is: its facts, and where its code begins.</summary>
/// <param name="graph">Has the nodes.</param>
/// <param name="step">The step.</param>
internal sealed class StepContent(CodeGraph graph, StepDefinition step)
{
    // What these say is in the catalog, or of no importance for what is computed.
    private static readonly Type[] KnownAttributes =
        [typeof(AssetAttribute), typeof(AfterAttribute), typeof(StoreAttribute), typeof(CodeVersionAttribute), typeof(UpstreamAttribute), typeof(SelfAttribute), typeof(ResourceAttribute), typeof(MapKeyAttribute)];

    /// <summary>The method of the step; of overloads the one whose parameters are its inputs. Null for a step written by hand.</summary>
    public MethodInfo? Method { get; } = Find(step);

    /// <summary>The step as a node.</summary>
    public CodeNode Node() => new(CodeNodeKind.Definition, step.Name, Write);

    private void Write(CodeContent content)
    {
        foreach (var dimension in step.Partitions?.Dimensions ?? [])
        {
            content.Write(Windows(dimension));
        }

        foreach (var output in step.Outputs)
        {
            content.Write(output.Key.Path);
            content.Write((int)output.Kind);
            content.Write((int)output.As);
            content.Write((output.IsExternal ? 1 : 0) + (output.IsOptional ? 2 : 0));
            if (output.Write is { KeepsRows: true } write)
            {
                content.Write((int)write.Mode);
                content.Write(string.Join('\n', write.Key));
                content.Write(write.UpdatedAt);
                content.Write((int)write.HardDeletes);
            }

            Values(content, output.Rows, output.Artifact);
        }

        foreach (var input in step.Inputs)
        {
            content.Write(input.Key.Path);
            content.Write((int)input.Kind);
            content.Write((input.IsSelf ? 1 : 0) + (input.IsOptional ? 2 : 0));
            // A query may name an input; to C# it is only the next argument.
            content.Write(step.IsSql ? input.Name : string.Empty);
            Values(content, input.Rows, input.Artifact);
            Mapping(content, input);
        }

        foreach (var resource in step.Resources)
        {
            content.Write(resource.Key?.ToString());
            content.Write(resource.IsOptional ? 1 : 0);
        }

        Code(content);
    }

    // What is in a partition. Which partitions there are, from when until when, is no matter of the code that makes one of them.
    private static string Windows(PartitionDimension dimension) => dimension switch
    {
        TimeDimension time => $"{time.Cron} {time.TimeZone}",
        EnumDimension members => members.EnumType,
        _ => ((DynamicDimension)dimension).Set,
    };

    [UnconditionalSuppressMessage("Trimming", "IL2075:DynamicallyAccessedMembers", Justification = "The method is called by way of its base class, so it is there.")]
    private void Mapping(CodeContent content, InputDefinition input)
    {
        if (input.Mapping is PartitionMapping.Unsaid)
        {
            return;
        }

        if (input.Function?.GetType() is not { } type)
        {
            content.Write(DefinitionText.Write(input.Mapping));
            return;
        }

        content.Write("function");
        foreach (var method in graph.IsOwn(type) ? type.GetMethods().Where(method => method.Name == nameof(PartitionFunction<,>.Upstream)).Concat<MethodBase>(type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)) : [])
        {
            content.Refer(graph.Method(method));
        }
    }

    private void Values(CodeContent content, RowCodec? rows, ArtifactCodec? artifact)
    {
        if (rows is not null)
        {
            content.Refer(graph.Contract(rows));
        }

        // Rows that a query moves never become objects.
        if ((rows?.RowType ?? artifact?.ValueType) is { } type && !step.IsSql)
        {
            content.Write(new OperandNames(graph).Type(type, TypeMention.Everything).Complete());
        }

        if (artifact is not null && graph.IsOwn(artifact.GetType()))
        {
            content.Write(new OperandNames(graph).Type(artifact.GetType(), TypeMention.Everything).Complete());
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075:DynamicallyAccessedMembers", Justification = "Constructors that were cut away are not called.")]
    private void Code(CodeContent content)
    {
        MethodBase? method = Method ?? step.Invoke?.Method ?? step.Location?.Method;
        if (method?.DeclaringType is not { } type || !graph.IsOwn(type))
        {
            return;
        }

        content.Refer(graph.Method(method));
        foreach (var attribute in method.GetCustomAttributesData().Concat(method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributesData()))
            .Where(attribute => attribute.AttributeType.Namespace is "Dataplatform.Sdk" && !KnownAttributes.Contains(attribute.AttributeType) && !attribute.AttributeType.IsAssignableTo(typeof(PartitionsAttribute)))
            .Select(attribute => attribute.ToString()).Order(StringComparer.Ordinal))
        {
            content.Write(attribute);
        }

        // An instance is made for the call, with its fields and their initialisers.
        if (!method.IsStatic && Method is not null)
        {
            foreach (var constructor in type.GetConstructors().Select(graph.Method).OrderBy(node => Convert.ToHexString(node.Hash), StringComparer.Ordinal))
            {
                content.Refer(constructor);
            }
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075:DynamicallyAccessedMembers", Justification = "The generated code calls the method, so it is there.")]
    private static MethodInfo? Find(StepDefinition step)
    {
        var candidates = step.DeclaringType.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.Name == step.Method && method.IsDefined(typeof(AssetAttribute), inherit: false)).ToList();
        return candidates.Count < 2
            ? candidates.FirstOrDefault()
            : candidates.MaxBy(method => method.GetParameters().Count(parameter => step.Inputs.Any(input => input.Parameter == parameter.Name)));
    }
}
