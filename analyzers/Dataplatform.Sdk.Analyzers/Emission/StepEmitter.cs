using Dataplatform.Sdk.Analyzers.Model;
using static Dataplatform.Sdk.Analyzers.Emission.Literals;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>Writes a step's definition. Its size counts: compiling it is most of what a project with many assets waits for.</summary>
internal static class StepEmitter
{
    private const string Builder = SdkPrefix + "Catalog.StepBuilder";

    public const string Suffix = "_Step";

    public static string Emit(StepModel step)
    {
        var code = new CodeWriter();
        code.Open($"namespace {GeneratedNames.Namespace}");
        code.Line(CodeWriter.GeneratedCode);
        code.Open($"internal static class {GeneratedNames.Class(step.Id, Suffix)}");
        code.Line($"public static {SdkPrefix}Catalog.StepDefinition Define() => new {Builder}(typeof({step.DeclaringType}), {Text(step.Method)}) {{ {Facts(step)} }}");
        code.Indent();
        foreach (var line in Inputs(step).Concat(After(step)).Concat(Resources(step)).Concat(step.Outputs.Select(Output)))
        {
            code.Line(line);
        }

        if (step.IsExternal)
        {
            code.Line($".BuildExternal(static () => {InvokerEmitter.Method(step)}().Location);");
            code.Outdent();
        }
        else
        {
            InvokerEmitter.Emit(code, step);
        }

        code.Close();
        code.Close();
        return code.ToString();
    }

    // What has its default is left out.
    private static string Facts(StepModel step)
    {
        var metadata = step.Metadata;
        var facts = new List<string> { $"Group = {Text(metadata.Group)}" };
        AddIf(facts, metadata.As != "Table", $"As = {SdkPrefix}Materialize.{metadata.As}");
        AddIf(facts, !step.IsPublic, "IsPublic = false");
        AddIf(facts, metadata.Owners.Count > 0, $"Owners = {Texts(metadata.Owners)}");
        AddIf(facts, metadata.Tags.Count > 0, $"Tags = {Texts(metadata.Tags)}");
        AddIf(facts, metadata.Kinds.Count > 0, $"Kinds = {Texts(metadata.Kinds)}");
        AddIf(facts, metadata.Description is not null, $"Description = {Text(metadata.Description ?? string.Empty)}");
        AddIf(facts, metadata.Store is not null, $"Store = {Text(metadata.Store ?? string.Empty)}");
        return string.Join(", ", facts);
    }

    private static void AddIf(List<string> facts, bool condition, string fact)
    {
        if (condition)
        {
            facts.Add(fact);
        }
    }

    private static string Output(OutputModel output)
    {
        if (output.Form == OutputForm.Effect)
        {
            return $".EffectOutput({Text(output.Key)})";
        }

        var form = output.Form switch
        {
            OutputForm.Query => "QueryOutput",
            OutputForm.Artifact => "ArtifactOutput",
            OutputForm.External => "ExternalOutput",
            _ => "RowsOutput",
        };
        return $".{form}<{output.Type}>({Text(output.Key)}, {Text(output.PlainType)}{(output.IsOptional ? ", isOptional: true" : string.Empty)})";
    }

    private static IEnumerable<string> Inputs(StepModel step) => step.Parameters.Where(parameter => parameter.IsInput).Select(input =>
    {
        var form = input.Form switch
        {
            ParameterForm.Table or ParameterForm.Stream => "TableInput",
            ParameterForm.Artifact => "ArtifactInput",
            _ => "ListInput",
        };
        var self = input.IsSelf ? ", isSelf: true" : string.Empty;
        var optional = input.IsOptional ? ", isOptional: true" : string.Empty;
        return $".{form}<{input.Type}>({Text(input.Name)}, {Text(input.Key)}, {Text(input.PlainType)}{self}{optional})";
    });

    private static IEnumerable<string> After(StepModel step) => step.After.Select(after => after.Key).Distinct().Select(key => $".After({Text(key)})");

    private static IEnumerable<string> Resources(StepModel step) => step.Parameters
        .Where(parameter => parameter.Form == ParameterForm.Resource)
        .Concat(step.ConstructorParameters)
        .Select(resource => $".Resource(typeof({resource.Type}), {Text(resource.Name)}"
            + $"{(resource.ServiceKey is null ? string.Empty : $", {resource.ServiceKey}")}{(resource.IsOptional ? ", isOptional: true" : string.Empty)})");
}
