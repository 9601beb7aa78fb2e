using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.Analyzers.Model;
using static Dataplatform.Sdk.Analyzers.Emission.Literals;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>
/// Writes the steps of a class of assets: what is to be known of them as one text, and one method that calls theirs. Its size
/// counts: compiling it is most of what a project with many assets waits for.
/// </summary>
internal static class StepClassEmitter
{
    public const string Suffix = "_Steps";

    /// <summary>The constant with the text, by which the analyzer sees what was generated.</summary>
    public const string TextField = "Text";

    private const string OutOfRange = "throw new global::System.ArgumentOutOfRangeException(nameof(ordinal))";

    /// <summary>Writes the file.</summary>
    /// <param name="steps">The steps of the class.</param>
    /// <param name="failed">Told of a step that cannot be written; the others are.</param>
    public static string Emit(StepClassModel steps, Action<StepModel, Exception> failed)
    {
        var values = new List<string>();
        var parts = Parts(steps, new StepTextEmitter(values), failed);
        var (calls, places) = (parts.Where(part => !part.IsExternal).ToList(), parts.Where(part => part.IsExternal).ToList());
        var code = new CodeWriter();
        code.Open($"namespace {GeneratedNames.Namespace}");
        code.Line(CodeWriter.GeneratedCode);
        code.Open($"internal static class {GeneratedNames.Class(steps.Id, Suffix)}");
        code.Line($"public const string {TextField} = @\"");
        code.Raw(string.Concat(parts.SelectMany(part => part.Lines).Select(line => line.Replace("\"", "\"\"") + "\n")) + "\";\n");
        code.Line();
        code.Line($"public static {SdkPrefix}Catalog.StepDefinition[] Define() => {SdkPrefix}Catalog.StepText.Read(");
        code.Line($"    typeof({steps.DeclaringType}), {TextField}, new object[] {{ {string.Join(", ", values)} }}, {(calls.Count > 0 ? "Invoke" : "null")}{(places.Count > 0 ? ", Locate" : string.Empty)});");
        Switch(code, $"{InvokerEmitter.ValueTask} Invoke(int ordinal, {InvokerEmitter.Invocation} step)", calls);
        Switch(code, $"{SdkPrefix}ExternalLocation Locate(int ordinal)", places);
        foreach (var part in calls)
        {
            code.Raw(part.Method);
        }

        code.Close();
        code.Close();
        return code.ToString();
    }

    private static void Switch(CodeWriter code, string signature, List<Part> parts)
    {
        if (parts.Count == 0)
        {
            return;
        }

        code.Line();
        code.Open($"private static {signature}");
        code.Open("switch (ordinal)");
        foreach (var part in parts)
        {
            code.Line($"case {part.Ordinal}: {part.Statements}");
        }

        code.Line($"default: {OutOfRange};");
        code.Close();
        code.Close();
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "One step that cannot be written must not hide the others of its class.")]
    private static List<Part> Parts(StepClassModel steps, StepTextEmitter text, Action<StepModel, Exception> failed)
    {
        var parts = new List<Part>();
        foreach (var step in steps.Steps)
        {
            try
            {
                parts.Add(PartOf(step, parts.Count, text));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failed(step, e);
            }
        }

        return parts;
    }

    private static Part PartOf(StepModel step, int ordinal, StepTextEmitter text)
    {
        var lines = text.Lines(step);
        if (step.IsExternal)
        {
            return new(ordinal, lines, IsExternal: true, $"return {InvokerEmitter.Method(step)}().Location;", string.Empty);
        }

        if (!InvokerEmitter.IsAsync(step))
        {
            return new(ordinal, lines, IsExternal: false, InvokerEmitter.Statements(step), string.Empty);
        }

        var name = $"Invoke{ordinal}Async";
        var method = CodeWriter.Fragment(depth: 2);
        method.Line();
        InvokerEmitter.Async(method, step, name);
        return new(ordinal, lines, IsExternal: false, $"return {name}(step);", method.ToString());
    }

    /// <summary>What one step adds.</summary>
    /// <param name="Ordinal">Its place in the text.</param>
    /// <param name="Lines">Its lines of the text.</param>
    /// <param name="IsExternal">Whether it says where an asset is, and calls nothing.</param>
    /// <param name="Statements">What its case does.</param>
    /// <param name="Method">The method that its case calls; empty if it needs none.</param>
    private sealed record Part(int Ordinal, IReadOnlyList<string> Lines, bool IsExternal, string Statements, string Method);
}
