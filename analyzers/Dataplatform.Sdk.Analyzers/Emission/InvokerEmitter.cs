using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>
/// Writes the code that binds the parameters, calls the method and hands over what it returned: one expression where
/// nothing is awaited or taken apart, since an async method costs the compiler three times as much.
/// </summary>
internal static class InvokerEmitter
{
    public const string ValueTask = "global::System.Threading.Tasks.ValueTask";

    public const string Invocation = Literals.SdkPrefix + "Catalog.StepInvocation";

    /// <summary>The method as generated code names it.</summary>
    public static string Method(StepModel step) => step.DeclaringType + "." + TypeNames.Escape(step.Method);

    /// <summary>Whether the step needs a method of its own to be called.</summary>
    public static bool IsAsync(StepModel step) =>
        step.IsAwaited || step.Outputs.Count != 1 || step.Outputs[0] is not { Member: null, IsOptional: false, IsMaterialized: false };

    /// <summary>The statements that call the method of a step that is not async.</summary>
    public static string Statements(StepModel step) => step.Outputs[0].Form == OutputForm.Effect
        ? $"{Call(step)}; return step.EffectAsync(0);"
        : $"return {Handed(step.Outputs[0], 0, Call(step))};";

    /// <summary>Writes the method that calls that of a step which is.</summary>
    /// <param name="code">Written to.</param>
    /// <param name="step">The step.</param>
    /// <param name="name">The name of the method to write.</param>
    public static void Async(CodeWriter code, StepModel step, string name)
    {
        code.Open($"private static async {ValueTask} {name}({Invocation} step)");
        var call = Call(step);
        call = step.IsTask ? $"({call} ?? throw {Null(step, "a task that is null", step.Outputs)})" : call;
        call = step.IsAwaited ? $"await {call}.ConfigureAwait(false)" : call;
        if (step.Outputs[0].Form == OutputForm.Effect)
        {
            code.Line($"{call};");
            code.Line("await step.EffectAsync(0).ConfigureAwait(false);");
        }
        else
        {
            code.Line($"var result = {(step.HasOutputsObject ? $"{(step.IsAwaited ? $"({call})" : call)} ?? throw {Null(step, "null", step.Outputs)}" : call)};");
            for (var i = 0; i < step.Outputs.Count; i++)
            {
                Output(code, step, step.Outputs[i], i);
            }
        }

        code.Close();
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
            ParameterForm.Config => $"step.Config<{parameter.Type}>()",
            ParameterForm.Partition => $"step.Partition<{parameter.Type}>({parameter.Dimension})",
            ParameterForm.PartitionRange => $"step.PartitionRange<{parameter.Type}>({parameter.Dimension})",
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

    private static void Output(CodeWriter code, StepModel step, OutputModel output, int ordinal)
    {
        var value = output.Member is null ? "result" : "result." + TypeNames.Escape(output.Member);
        if (!output.IsOptional)
        {
            if (output.IsMaterialized)
            {
                code.Line($"var value{ordinal} = {value} ?? throw {Null(step, "null", [output])};");
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
    private static string Null(StepModel step, string what, IEnumerable<OutputModel> outputs) =>
        $"{Invocation}.ReturnedNull({Literals.Text(step.Source)}, {Literals.Text(what)}, {Literals.Text(string.Join(", ", outputs.Select(output => $"'{output.Key}'")))})";

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
        if (output.Form == OutputForm.Observation)
        {
            return $"step.ObservedAsync({value})";
        }

        if (output.Form is OutputForm.CheckResult or OutputForm.FailingRows)
        {
            return $"step.CheckedAsync({value})";
        }

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
