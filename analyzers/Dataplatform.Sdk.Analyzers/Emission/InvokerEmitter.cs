using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>
/// Writes the code that binds the parameters, calls the method and hands over what it returned: one expression where
/// nothing is awaited or taken apart, since an async method costs the compiler three times as much.
/// </summary>
internal static class InvokerEmitter
{
    private const string ValueTask = "global::System.Threading.Tasks.ValueTask";

    /// <summary>The method as generated code names it.</summary>
    public static string Method(StepModel step) => step.DeclaringType + "." + TypeNames.Escape(step.Method);

    public static void Emit(CodeWriter code, StepModel step)
    {
        var output = step.Outputs[0];
        if (!step.IsAwaited && step.Outputs.Count == 1 && output is { Member: null, IsOptional: false, IsMaterialized: false })
        {
            code.Line(output.Form == OutputForm.Effect
                ? $".Build(static step => {{ {Call(step)}; return step.EffectAsync(0); }});"
                : $".Build(static step => {Handed(output, 0, Call(step))});");
            code.Outdent();
            return;
        }

        code.Line(".Build(static step => InvokeAsync(step));");
        code.Outdent();
        code.Line();
        Async(code, step);
    }

    private static void Async(CodeWriter code, StepModel step)
    {
        code.Open($"private static async {ValueTask} InvokeAsync({Literals.SdkPrefix}Catalog.StepInvocation step)");
        var call = Call(step);
        call = step.IsTask ? $"({call} ?? throw Null({Literals.Text("a task that is null")}, {Keys(step.Outputs)}))" : call;
        call = step.IsAwaited ? $"await {call}.ConfigureAwait(false)" : call;
        if (step.Outputs[0].Form == OutputForm.Effect)
        {
            code.Line($"{call};");
            code.Line("await step.EffectAsync(0).ConfigureAwait(false);");
        }
        else
        {
            code.Line($"var result = {(step.HasOutputsObject ? $"{(step.IsAwaited ? $"({call})" : call)} ?? throw Null(\"null\", {Keys(step.Outputs)})" : call)};");
            for (var i = 0; i < step.Outputs.Count; i++)
            {
                Output(code, step.Outputs[i], i);
            }
        }

        code.Close();
        if (step.IsTask || step.HasOutputsObject || step.Outputs.Any(IsRequiredMaterialized))
        {
            code.Line();
            code.Line($"private static {Literals.SdkPrefix}DataplatformException Null(string what, string keys) => new({Literals.Text($"'{step.Source}' returned ")} + what + \" for \" + keys + \". Return a value, or throw an exception that says why there is none.\");");
        }
    }

    private static string Call(StepModel step)
    {
        var target = step.IsStatic ? Method(step) : $"step.Instance<{step.DeclaringType}>().{TypeNames.Escape(step.Method)}";
        var input = 0;
        return $"{target}({string.Join(", ", step.Parameters.Select(parameter => Argument(parameter, parameter.IsInput ? input++ : 0)))})";
    }

    private static string Argument(ParameterModel parameter, int input)
    {
        var value = parameter.Form switch
        {
            ParameterForm.Table or ParameterForm.Stream => $"step.Table<{parameter.Type}>({input})",
            ParameterForm.List => $"step.LoadedRows<{parameter.Type}>({input})",
            ParameterForm.Array => $"step.LoadedArray<{parameter.Type}>({input})",
            ParameterForm.MutableList => $"new global::System.Collections.Generic.List<{parameter.Type}>(step.LoadedRows<{parameter.Type}>({input}))",
            ParameterForm.Artifact => $"step.LoadedArtifact<{parameter.Type}>({input})",
            ParameterForm.Context => "step.Context",
            ParameterForm.CancellationToken => "step.CancellationToken",
            ParameterForm.Logger => "step.Context.Logger",
            ParameterForm.TimeProvider => "step.Context.TimeProvider",
            _ => $"step.{(parameter.IsOptional ? "OptionalResource" : "Resource")}<{parameter.Type}>({parameter.ServiceKey})",
        };
        return parameter switch
        {
            { IsInput: true, IsNullableValue: true } => $"step.HasInput({input}) ? ({parameter.Type}?)({value}) : null",
            { IsInput: true, IsOptional: true } => $"step.HasInput({input}) ? {value} : null",
            _ => value,
        };
    }

    private static void Output(CodeWriter code, OutputModel output, int ordinal)
    {
        var value = output.Member is null ? "result" : "result." + TypeNames.Escape(output.Member);
        if (!output.IsOptional)
        {
            if (output.IsMaterialized)
            {
                code.Line($"var value{ordinal} = {value} ?? throw Null(\"null\", {Keys([output])});");
                value = $"value{ordinal}";
            }

            HandOver(code, output, ordinal, value);
            return;
        }

        code.Open($"if ({value} is {{ }} value{ordinal})");
        HandOver(code, output, ordinal, $"value{ordinal}");
        code.Close();
        code.Open("else");
        code.Line($"await step.AbsentAsync({ordinal}).ConfigureAwait(false);");
        code.Close();
    }

    // The engine checks rows and values; only what generated code takes apart itself is checked here.
    private static bool IsRequiredMaterialized(OutputModel output) => output is { IsMaterialized: true, IsOptional: false };

    private static string Keys(IEnumerable<OutputModel> outputs) => Literals.Text(string.Join(", ", outputs.Select(output => $"'{output.Key}'")));

    private static void HandOver(CodeWriter code, OutputModel output, int ordinal, string value)
    {
        if (output.IsMaterialized)
        {
            code.Line($"step.AddMetadata({ordinal}, {value}.Metadata);");
            value += ".Value";
        }

        code.Line($"await {Handed(output, ordinal, value)}.ConfigureAwait(false);");
    }

    private static string Handed(OutputModel output, int ordinal, string value)
    {
        var method = output.Form switch
        {
            OutputForm.Rows => "RowsAsync",
            OutputForm.Stream => "StreamAsync",
            OutputForm.Query => "QueryAsync",
            _ => "ArtifactAsync",
        };
        return $"step.{method}<{output.Type}>({ordinal}, {value})";
    }
}
