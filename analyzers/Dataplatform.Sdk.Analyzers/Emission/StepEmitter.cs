using Dataplatform.Sdk.Analyzers.Model;
using static Dataplatform.Sdk.Analyzers.Emission.Literals;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>Writes a step's definition and its invoker.</summary>
internal static class StepEmitter
{
    private const string Catalog = SdkPrefix + "Catalog.";

    public const string Suffix = "_Step";

    public static string Emit(StepModel step)
    {
        var code = new CodeWriter();
        code.Open($"namespace {GeneratedNames.Namespace}");
        code.Line(CodeWriter.GeneratedCode);
        code.Open($"internal static class {GeneratedNames.Class(step.Id, Suffix)}");
        Definition(code, step);
        if (!step.IsExternal)
        {
            code.Line();
            InvokerEmitter.Emit(code, step);
        }

        code.Close();
        code.Close();
        return code.ToString();
    }

    private static void Definition(CodeWriter code, StepModel step)
    {
        code.Line($"public static {Catalog}StepDefinition Definition {{ get; }} = new()");
        code.Open();
        code.Line($"DeclaringType = typeof({step.DeclaringType}),");
        code.Line($"Method = {Text(step.Method)},");
        code.Line($"Outputs = new {Catalog}AssetDefinition[]");
        code.Open();
        foreach (var output in step.Outputs)
        {
            Output(code, step, output);
        }

        code.Close("},");
        Inputs(code, step);
        if (step.After.Count > 0)
        {
            code.Line($"After = new {SdkPrefix}AssetKey[] {{ {string.Join(", ", step.After.Select(after => after.Key).Distinct().Select(Key))} }},");
        }

        Resources(code, step);
        LineIf(code, step.IsSql, "IsSql = true,");
        code.Line(step.IsExternal
            ? $"Location = static () => {InvokerEmitter.Method(step)}().Location,"
            : "Invoke = static step => InvokeAsync(step),");
        code.Close("};");
    }

    private static void Output(CodeWriter code, StepModel step, OutputModel output)
    {
        var metadata = step.Metadata;
        code.Line("new()");
        code.Open();
        code.Line($"Key = {Key(output.Key)},");
        code.Line($"Kind = {Catalog}ValueKind.{Shapes.Kind(output.Form)},");
        if (output.Form != OutputForm.Effect)
        {
            code.Line($"ValueType = {Text(output.PlainType)},");
        }

        LineIf(code, metadata.As != "Table", $"As = {SdkPrefix}Materialize.{metadata.As},");
        LineIf(code, output.Form == OutputForm.External, "IsExternal = true,");
        LineIf(code, output.IsOptional, "IsOptional = true,");
        LineIf(code, !step.IsPublic, "IsPublic = false,");
        code.Line($"Group = {Text(metadata.Group)},");
        LineIf(code, metadata.Owners.Count > 0, $"Owners = {Texts(metadata.Owners)},");
        LineIf(code, metadata.Tags.Count > 0, $"Tags = {Texts(metadata.Tags)},");
        code.Line($"Kinds = {Texts(metadata.Kinds.Count > 0 ? metadata.Kinds : [DefaultKind(output.Form)])},");
        LineIf(code, metadata.Description is not null, $"Description = {Text(metadata.Description ?? string.Empty)},");
        LineIf(code, metadata.Store is not null, $"Store = {Text(metadata.Store ?? string.Empty)},");
        if (output.Form != OutputForm.Effect)
        {
            code.Line(Codec(output.Form != OutputForm.Artifact, output.Type));
        }

        code.Close("},");
    }

    private static void Inputs(CodeWriter code, StepModel step)
    {
        if (!step.Parameters.Any(parameter => parameter.IsInput))
        {
            return;
        }

        code.Line($"Inputs = new {Catalog}InputDefinition[]");
        code.Open();
        foreach (var input in step.Parameters.Where(parameter => parameter.IsInput))
        {
            code.Line("new()");
            code.Open();
            code.Line($"Parameter = {Text(input.Name)},");
            code.Line($"Name = {Text(KeyGrammar.SnakeCase(input.Name))},");
            code.Line($"Key = {Key(input.Key)},");
            code.Line($"Kind = {Catalog}ValueKind.{(input.IsRows ? "Rows" : "Artifact")},");
            code.Line($"ValueType = {Text(input.PlainType)},");
            LineIf(code, input.IsSelf, "IsSelf = true,");
            LineIf(code, input.IsOptional, "IsOptional = true,");
            code.Line(Codec(input.IsRows, input.Type));
            code.Close("},");
        }

        code.Close("},");
    }

    private static void Resources(CodeWriter code, StepModel step)
    {
        var resources = step.Parameters.Where(parameter => parameter.Form == ParameterForm.Resource).Concat(step.ConstructorParameters).ToList();
        if (resources.Count == 0)
        {
            return;
        }

        code.Line($"Resources = new {Catalog}ResourceDefinition[]");
        code.Open();
        foreach (var resource in resources)
        {
            code.Line($"new(typeof({resource.Type}), {resource.ServiceKey ?? "null"}, {Text(resource.Name)}, {Bool(resource.IsOptional)}),");
        }

        code.Close("},");
    }

    // What has its default is left out: catalogs are large, and they are read at every start.
    private static void LineIf(CodeWriter code, bool condition, string line)
    {
        if (condition)
        {
            code.Line(line);
        }
    }

    private static string Codec(bool isRows, string type) =>
        isRows ? $"Rows = {SdkPrefix}RowCodecs.Get<{type}>()," : $"Artifact = new {SdkPrefix}JsonArtifactCodec<{type}>(),";

    private static string DefaultKind(OutputForm form) => form switch
    {
        OutputForm.Query => "sql",
        OutputForm.External => "external",
        _ => "csharp",
    };
}
