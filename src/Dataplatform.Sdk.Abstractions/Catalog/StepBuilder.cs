using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Dataplatform.Sdk.Catalog;

/// <summary>
/// Describes a step in few words; used by generated code, whose size is what a build with many assets waits for. Inputs
/// and outputs are added in the order of the method's parameters and results.
/// </summary>
/// <param name="declaringType">The class that declares the method.</param>
/// <param name="method">The method's name.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StepBuilder(Type declaringType, string method)
{
    private readonly List<InputDefinition> _inputs = [];
    private readonly List<AssetDefinition> _outputs = [];
    private readonly List<ResourceDefinition> _resources = [];
    private readonly List<AssetKey> _after = [];
    private readonly List<Func<StepInvocation, ValueTask>> _loads = [];
    private bool _isSql = true;

    /// <summary>The group of all outputs.</summary>
    public string Group { get; init; } = "default";

    /// <summary>The owners of all outputs.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    /// <summary>The tags of all outputs.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The kinds of all outputs; empty for that of each output's form.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The description of all outputs.</summary>
    public string? Description { get; init; }

    /// <summary>The store of all outputs; null is the default store.</summary>
    public string? Store { get; init; }

    /// <summary>How rows are kept.</summary>
    public Materialize As { get; init; }

    /// <summary>Whether other domains and packages may read the outputs.</summary>
    public bool IsPublic { get; init; } = true;

    /// <summary>Adds an input that is read as a table.</summary>
    public StepBuilder TableInput<T>(string parameter, string key, string type, bool isSelf = false, bool isOptional = false) =>
        Input(parameter, key, type, isSelf, isOptional, RowCodecs.Get<T>(), null);

    /// <summary>Adds an input whose rows are in memory when the method is called.</summary>
    public StepBuilder ListInput<T>(string parameter, string key, string type, bool isSelf = false, bool isOptional = false)
    {
        var input = _inputs.Count;
        _loads.Add(step => step.LoadRowsAsync<T>(input, isOptional));
        return Input(parameter, key, type, isSelf, isOptional, RowCodecs.Get<T>(), null);
    }

    /// <summary>Adds an input that is one value.</summary>
    [RequiresUnreferencedCode("Artifacts are read and written by System.Text.Json with reflection.")]
    [RequiresDynamicCode("Artifacts are read and written by System.Text.Json with reflection.")]
    public StepBuilder ArtifactInput<T>(string parameter, string key, string type, bool isSelf = false, bool isOptional = false)
    {
        var input = _inputs.Count;
        _loads.Add(step => step.LoadArtifactAsync<T>(input, isOptional));
        return Input(parameter, key, type, isSelf, isOptional, null, new JsonArtifactCodec<T>());
    }

    /// <summary>Adds an asset that the step comes after without reading it.</summary>
    public StepBuilder After(string key)
    {
        _after.Add(new AssetKey(key));
        return this;
    }

    /// <summary>Adds a service.</summary>
    public StepBuilder Resource(Type type, string parameter, object? key = null, bool isOptional = false)
    {
        _resources.Add(new ResourceDefinition(type, key, parameter, isOptional));
        return this;
    }

    /// <summary>Adds an output of rows that code computes.</summary>
    public StepBuilder RowsOutput<T>(string key, string type, bool isOptional = false) => Output(key, ValueKind.Rows, type, "csharp", isOptional, RowCodecs.Get<T>());

    /// <summary>Adds an output of rows that a query computes.</summary>
    public StepBuilder QueryOutput<T>(string key, string type, bool isOptional = false) => Output(key, ValueKind.Rows, type, "sql", isOptional, RowCodecs.Get<T>());

    /// <summary>Adds an output that somebody else makes.</summary>
    public StepBuilder ExternalOutput<T>(string key, string type) => Output(key, ValueKind.Rows, type, "external", isOptional: false, RowCodecs.Get<T>());

    /// <summary>Adds an output that is one value.</summary>
    [RequiresUnreferencedCode("Artifacts are read and written by System.Text.Json with reflection.")]
    [RequiresDynamicCode("Artifacts are read and written by System.Text.Json with reflection.")]
    public StepBuilder ArtifactOutput<T>(string key, string type, bool isOptional = false) => Output(key, ValueKind.Artifact, type, "csharp", isOptional, null, new JsonArtifactCodec<T>());

    /// <summary>Adds an output that is an effect outside.</summary>
    public StepBuilder EffectOutput(string key) => Output(key, ValueKind.Effect, string.Empty, "csharp", isOptional: false);

    /// <summary>The step, with the code that calls its method once all inputs in memory are loaded.</summary>
    /// <param name="invoke">Takes each argument from the invocation and hands over each output.</param>
    public StepDefinition Build(Func<StepInvocation, ValueTask> invoke) => Step() with { IsSql = _isSql, Invoke = _loads.Count == 0 ? invoke : Loaded([.. _loads], invoke) };

    /// <summary>The external asset, with the code that says where it is.</summary>
    public StepDefinition BuildExternal(Func<ExternalLocation> location) => Step() with { Location = location };

    private static Func<StepInvocation, ValueTask> Loaded(Func<StepInvocation, ValueTask>[] loads, Func<StepInvocation, ValueTask> invoke) => async step =>
    {
        foreach (var load in loads)
        {
            await load(step).ConfigureAwait(false);
        }

        await invoke(step).ConfigureAwait(false);
    };

    private StepDefinition Step() => new()
    {
        DeclaringType = declaringType,
        Method = method,
        Outputs = [.. _outputs],
        Inputs = [.. _inputs],
        After = [.. _after],
        Resources = [.. _resources],
    };

    private StepBuilder Input(string parameter, string key, string type, bool isSelf, bool isOptional, RowCodec? rows, ArtifactCodec? artifact)
    {
        _inputs.Add(new InputDefinition
        {
            Parameter = parameter,
            Name = KeyGrammar.SnakeCase(parameter),
            Key = new AssetKey(key),
            Kind = rows is null ? ValueKind.Artifact : ValueKind.Rows,
            ValueType = type,
            IsSelf = isSelf,
            IsOptional = isOptional,
            Rows = rows,
            Artifact = artifact,
        });
        return this;
    }

    private StepBuilder Output(string key, ValueKind kind, string type, string form, bool isOptional, RowCodec? rows = null, ArtifactCodec? artifact = null)
    {
        _isSql &= form == "sql";
        _outputs.Add(new AssetDefinition
        {
            Key = new AssetKey(key),
            Kind = kind,
            ValueType = type,
            As = As,
            IsExternal = form == "external",
            IsOptional = isOptional,
            IsPublic = IsPublic,
            Group = Group,
            Owners = Owners,
            Tags = Tags,
            Kinds = Kinds.Count > 0 ? Kinds : [form],
            Description = Description,
            Store = Store,
            Rows = rows,
            Artifact = artifact,
        });
        return this;
    }
}
