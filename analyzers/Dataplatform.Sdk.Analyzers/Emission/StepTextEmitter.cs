using System.Globalization;
using System.Text;
using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>Writes what is to be known of a step as the lines that <c>StepText</c> reads.</summary>
/// <param name="values">What text cannot say, as C# expressions; added to.</param>
internal sealed class StepTextEmitter(List<string> values)
{
    // What has its default is left out.
    public IReadOnlyList<string> Lines(StepModel step)
    {
        if (step.Observes is { } observed)
        {
            return [$"step {step.Method}", .. Policies(step.Policies), .. Takes(step), $"observes {observed}"];
        }

        var metadata = step.Metadata;
        if (step.Checks is { } check)
        {
            IEnumerable<string> about = metadata.Description is { } text ? [$"about {Free(text)}"] : [];
            return [$"step {step.Method}", .. about, .. Policies(step.Policies), .. Takes(step), $"checks {check.Severity} {(check.IsBlocking ? "blocking" : "-")} {check.Key}"];
        }

        var lines = new List<string> { $"step {step.Method}", $"group {Free(metadata.Group)}" };
        lines.AddRange(metadata.Owners.Select(owner => $"owner {Free(owner)}"));
        lines.AddRange(metadata.Tags.Select(tag => $"tag {Free(tag)}"));
        lines.AddRange(metadata.Kinds.Select(kind => $"kind {Free(kind)}"));
        if (metadata.Description is { } description)
        {
            lines.Add($"about {Free(description)}");
        }

        if (metadata.Store is { } store)
        {
            lines.Add($"store {Free(store)}");
        }

        if (metadata.As != "Table")
        {
            lines.Add($"as {metadata.As}");
        }

        if (metadata.Write is { Mode: not "Replace" } write)
        {
            lines.Add($"write {write.Mode}");
            lines.AddRange(write.Keys.Select(key => $"write-key {Free(key)}"));
            lines.AddRange(write.UpdatedAt is { } updated ? [$"write-updated {Free(updated)}"] : []);
            lines.AddRange(write.HardDeletes != "Ignore" ? [$"write-deletes {write.HardDeletes}"] : []);
            lines.AddRange(write.OnSchemaChange != "Fail" ? [$"write-change {write.OnSchemaChange}"] : []);
        }

        lines.AddRange(Lifecycle(metadata.Lifecycle));
        if (!step.IsPublic)
        {
            lines.Add("internal");
        }

        lines.AddRange(Policies(step.Policies));
        if (step.Partitions is { } partitions)
        {
            lines.Add($"divided {DefinitionText.Write(partitions)}");
            lines.AddRange(step.TakesRange ? ["divided-range"] : []);
        }

        lines.AddRange(Takes(step));
        lines.AddRange(step.Outputs.Select(Output));
        lines.AddRange(step.Lineage.Select(Free));
        return lines;
    }

    private IEnumerable<string> Takes(StepModel step) => step.Parameters.Where(parameter => parameter.IsInput).SelectMany(input => Mapping(input.Mapping) is { } mapping ? new[] { Input(input), mapping } : [Input(input)])
        .Concat(step.After.Select(after => after.Key).Distinct().Select(key => $"after {key}"))
        .Concat(step.Parameters.Where(parameter => parameter.Form == ParameterForm.Resource).Concat(step.ConstructorParameters).Select(Resource))
        .Concat(step.Parameters.Where(parameter => parameter.Form == ParameterForm.Config).Select(config => $"config {Value($"typeof({config.Type})")}"));

    private static IEnumerable<string> Lifecycle(LifecycleModel lifecycle)
    {
        if (lifecycle.Version != 1)
        {
            yield return $"version {Number(lifecycle.Version)}";
        }

        if (lifecycle.Supersedes is { } superseded)
        {
            yield return $"supersedes {superseded}";
        }

        if (lifecycle.Retires is { } day)
        {
            yield return $"retires {day}";
        }

        foreach (var old in lifecycle.RenamedFrom)
        {
            yield return $"renamed-from {old}";
        }
    }

    /// <summary>A text in which nothing is taken for something else.</summary>
    public static string Free(string text)
    {
        var free = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c == '\\' ? free.Append(@"\\")
                : char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? free.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture))
                : free.Append(c);
        }

        return free.ToString();
    }

    private IEnumerable<string> Policies(PolicyModel policies)
    {
        if (policies.Retry is { } retry)
        {
            var on = string.Concat(retry.On.Select(type => " " + Value($"typeof({type})")));
            yield return $"retry {Number(retry.Retries)} {retry.Delay} {retry.Backoff} {retry.MaxDelay ?? "-"} {(retry.Jitter ? "jitter" : "-")}{on}";
        }

        if (policies.Timeout is { } timeout)
        {
            yield return $"timeout {timeout}";
        }

        foreach (var pool in policies.Pools)
        {
            yield return $"pool {Number(pool.Slots)} {Free(pool.Name)}";
        }

        foreach (var limit in policies.RateLimits)
        {
            yield return $"rate-limit {Number(limit.Permits)} {limit.Per} {Free(limit.Name)}";
        }

        if (policies.Priority is { } priority)
        {
            yield return $"priority {Number(priority)}";
        }

        if (policies.Backfill is { } backfill)
        {
            yield return $"backfill {Number(backfill)}";
        }

        foreach (var hook in policies.Hooks)
        {
            yield return $"hook {Value($"typeof({hook})")}";
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Input(ParameterModel input)
    {
        var (form, value) = input.Form switch
        {
            ParameterForm.Table or ParameterForm.Stream => ("reads-table", $"typeof({input.Type})"),
            ParameterForm.Artifact => ("reads-value", Artifact(input.Type)),
            _ => ("reads-list", $"typeof({input.Type})"),
        };
        return $"{form}{(input.IsSelf ? "=" : string.Empty)}{(input.IsOptional ? "?" : string.Empty)} {input.Name} {input.Key} {Value(value)} {input.PlainType}";
    }

    private string? Mapping(PartitionMapping? mapping) => mapping is null or PartitionMapping.Unsaid
        ? null
        : $"mapped {(mapping is PartitionMapping.Function function ? Value($"new global::{string.Join(".", function.Type.Split('.').Select(TypeNames.Escape))}()") : "-")} {DefinitionText.Write(mapping)}";

    private string Resource(ParameterModel resource) =>
        $"takes{(resource.IsOptional ? "?" : string.Empty)} {Value($"typeof({resource.Type})")} {(resource.ServiceKey is null ? "-" : Value(resource.ServiceKey))} {resource.Name}";

    private string Output(OutputModel output)
    {
        var optional = output.IsOptional ? "?" : string.Empty;
        return output.Form switch
        {
            OutputForm.Effect => $"makes-effect {output.Key}",
            OutputForm.Artifact => $"makes-value{optional} {output.Key} {Value(Artifact(output.Type))} {output.PlainType}",
            OutputForm.Query => $"makes-query{optional} {output.Key} {Value($"typeof({output.Type})")} {output.PlainType}",
            OutputForm.External => $"makes-external {output.Key} {Value($"typeof({output.Type})")} {output.PlainType}",
            _ => $"makes-rows{optional} {output.Key} {Value($"typeof({output.Type})")} {output.PlainType}",
        };
    }

    private static string Artifact(string type) => $"new {Literals.SdkPrefix}JsonArtifactCodec<{type}>()";

    private string Value(string expression)
    {
        var ordinal = values.IndexOf(expression);
        if (ordinal < 0)
        {
            ordinal = values.Count;
            values.Add(expression);
        }

        return ordinal.ToString(CultureInfo.InvariantCulture);
    }
}
