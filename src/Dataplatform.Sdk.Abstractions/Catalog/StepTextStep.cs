using System.Globalization;
using System.Text;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Catalog;

/// <summary>One step while its lines are read.</summary>
internal sealed class StepTextStep(Type declaringType, string method, object[] values)
{
    private readonly List<InputDefinition> _inputs = [];
    private readonly List<AssetDefinition> _outputs = [];
    private readonly List<ResourceDefinition> _resources = [];
    private readonly List<AssetKey> _after = [];
    private readonly List<Type> _configs = [];
    private readonly List<string> _owners = [];
    private readonly List<string> _tags = [];
    private readonly List<string> _kinds = [];
    private readonly List<Func<StepInvocation, ValueTask>> _loads = [];
    private readonly CodeLineageText _lineage = new();
    private StepPolicies _policies = StepPolicies.None;
    private string _group = "default";
    private string? _description;
    private string? _store;
    private Materialize _as;
    private WritePolicy _write = WritePolicy.Replace;
    private AssetKey? _observes;
    private CheckDefinition? _checks;
    private PartitionsDefinition? _partitions;
    private bool _takesRange;
    private readonly List<AssetKey> _renamedFrom = [];
    private int _version = 1;
    private AssetKey? _supersedes;
    private DateOnly? _retires;
    private bool _isPublic = true;
    private bool _isExternal;
    private bool _isSql = true;

    /// <summary>Reads a line. What the outputs have in common comes before them.</summary>
    public void Read(ReadOnlySpan<char> word, ReadOnlySpan<char> rest)
    {
        switch (word)
        {
            case "group": _group = Free(rest); break;
            case "owner": _owners.Add(Free(rest)); break;
            case "tag": _tags.Add(Free(rest)); break;
            case "kind": _kinds.Add(Free(rest)); break;
            case "about": _description = Free(rest); break;
            case "store": _store = Free(rest); break;
            case "as": _as = Enum.Parse<Materialize>(rest); break;
            case "write": _write = _write with { Mode = Enum.Parse<WriteMode>(rest) }; break;
            case "write-key": _write = _write with { Key = [.. _write.Key, Free(rest)] }; break;
            case "write-updated": _write = _write with { UpdatedAt = Free(rest) }; break;
            case "write-deletes": _write = _write with { HardDeletes = Enum.Parse<HardDeletes>(rest) }; break;
            case "write-change": _write = _write with { OnSchemaChange = Enum.Parse<SchemaChange>(rest) }; break;
            case "divided": _partitions = DefinitionText.ReadDefinition(rest.ToString()); break;
            case "divided-range": _takesRange = true; break;
            case "mapped": Map(Next(ref rest), DefinitionText.ReadMapping(rest.ToString())); break;
            case "version": _version = int.Parse(rest, NumberStyles.None, CultureInfo.InvariantCulture); break;
            case "supersedes": _supersedes = new AssetKey(rest.ToString()); break;
            case "retires": _retires = DateOnly.ParseExact(rest, "yyyy-MM-dd", CultureInfo.InvariantCulture); break;
            case "renamed-from": _renamedFrom.Add(new AssetKey(rest.ToString())); break;
            case "internal": _isPublic = false; break;
            case "after": _after.Add(new AssetKey(rest.ToString())); break;
            case "retry" or "timeout" or "pool" or "rate-limit" or "priority" or "backfill" or "hook": _policies = PolicyText.Read(_policies, word, rest, values); break;
            case "config": _configs.Add((Type)Value(rest.ToString())); break;
            case "column" or "rows" or "arity" or "unclear": _lineage.Add(word, Free(rest)); break;
            case "observes": Observed(new AssetKey(rest.ToString())); break;
            case "checks": Checked(Next(ref rest), Next(ref rest), rest.ToString()); break;
            default: Link(word, rest); break;
        }
    }

    public StepDefinition Complete(int ordinal, Func<int, StepInvocation, ValueTask>? invoke, Func<int, ExternalLocation>? locate)
    {
        var step = new StepDefinition
        {
            DeclaringType = declaringType,
            Method = method,
            Observes = _observes,
            Checks = _checks is { } check ? check with { Description = _description } : null,
            Outputs = [.. _outputs.Select(output => output with { Lineage = _lineage.Of(output, _inputs) })],
            Inputs = [.. _inputs],
            After = [.. _after],
            Resources = [.. _resources],
            Configs = [.. _configs],
            Partitions = _partitions?.ForColumns(_outputs),
            TakesRange = _takesRange,
            IsSql = _isSql && !_isExternal,
            Policies = _policies,
        };
        return _isExternal
            ? step with { Location = () => locate!(ordinal) }
            : step with { Invoke = _loads.Count == 0 ? call => invoke!(ordinal, call) : Loaded([.. _loads], ordinal, invoke!) };
    }

    // Rows and values that the method takes in memory are loaded before the generated code is called, so that it awaits nothing.
    private static Func<StepInvocation, ValueTask> Loaded(Func<StepInvocation, ValueTask>[] loads, int ordinal, Func<int, StepInvocation, ValueTask> invoke) => async step =>
    {
        foreach (var load in loads)
        {
            await load(step).ConfigureAwait(false);
        }

        await invoke(ordinal, step).ConfigureAwait(false);
    };

    private void Link(ReadOnlySpan<char> word, ReadOnlySpan<char> rest)
    {
        var isOptional = Flag(ref word, '?');
        var isSelf = Flag(ref word, '=');
        switch (word)
        {
            case "reads-table" or "reads-list" or "reads-value":
                Input(word, Next(ref rest), new AssetKey(Next(ref rest)), Value(Next(ref rest)), rest.ToString(), isSelf, isOptional);
                break;
            case "takes":
                _resources.Add(new ResourceDefinition((Type)Value(Next(ref rest)), Next(ref rest) is var key && key == "-" ? null : Value(key), rest.ToString(), isOptional));
                break;
            case "makes-effect":
                Output(new AssetKey(rest.ToString()), ValueKind.Effect, "csharp", null, string.Empty, isOptional);
                break;
            case "makes-rows" or "makes-query" or "makes-external":
                Output(new AssetKey(Next(ref rest)), ValueKind.Rows, word switch { "makes-query" => "sql", "makes-external" => "external", _ => "csharp" }, Value(Next(ref rest)), rest.ToString(), isOptional);
                break;
            case "makes-value":
                Output(new AssetKey(Next(ref rest)), ValueKind.Artifact, "csharp", Value(Next(ref rest)), rest.ToString(), isOptional);
                break;
            default:
                throw new FormatException($"'{word}' in the text of '{declaringType.Name}.{method}' is not known. Build the assembly again with this version of Dataplatform.Sdk.");
        }
    }

    private void Observed(AssetKey key)
    {
        _observes = key;
        Output(key, ValueKind.Effect, "csharp", null, string.Empty, isOptional: false);
    }

    private void Checked(string severity, string blocking, string key)
    {
        _isSql = false;
        _checks = new CheckDefinition(new AssetKey(key), KeyGrammar.SnakeCase(method)) { Severity = Enum.Parse<CheckSeverity>(severity), IsBlocking = blocking == "blocking" };
    }

    private void Input(ReadOnlySpan<char> word, string parameter, AssetKey key, object value, string type, bool isSelf, bool isOptional)
    {
        var rows = word is "reads-value" ? null : RowCodecs.Get((Type)value);
        var artifact = value as ArtifactCodec;
        var input = _inputs.Count;
        if (word is "reads-list")
        {
            _loads.Add(step => rows!.LoadAsync(step, input, isOptional));
        }
        else if (artifact is not null)
        {
            _loads.Add(step => artifact.LoadAsync(step, input, isOptional));
        }

        _inputs.Add(new InputDefinition
        {
            Parameter = parameter,
            Name = KeyGrammar.SnakeCase(parameter),
            Key = key,
            Kind = rows is null ? ValueKind.Artifact : ValueKind.Rows,
            ValueType = type,
            IsSelf = isSelf,
            IsOptional = isOptional,
            Rows = rows,
            Artifact = artifact,
        });
    }

    // What is said of an input follows it.
    private void Map(string function, PartitionMapping mapping) =>
        _inputs[^1] = _inputs[^1] with { Mapping = mapping, Function = function == "-" ? null : (PartitionFunction)Value(function) };

    private void Output(AssetKey key, ValueKind kind, string form, object? value, string type, bool isOptional)
    {
        _isSql &= form == "sql";
        _isExternal |= form == "external";
        var rows = kind == ValueKind.Rows ? RowCodecs.Get((Type)value!) : null;
        _outputs.Add(new AssetDefinition
        {
            Key = key,
            Kind = kind,
            ValueType = type,
            As = _as,
            Write = rows is null ? WritePolicy.Replace : _write.ForColumns(rows.Schema),
            IsExternal = form == "external",
            IsOptional = isOptional,
            IsPublic = _isPublic,
            Group = _group,
            Owners = _owners,
            Tags = _tags,
            Kinds = _kinds.Count > 0 ? _kinds : [form],
            Description = _description,
            Store = _store,
            Version = _version,
            Supersedes = _supersedes,
            Retires = _retires,
            RenamedFrom = _renamedFrom,
            Rows = rows,
            Artifact = value as ArtifactCodec,
        });
    }

    private object Value(string ordinal) => values[int.Parse(ordinal, CultureInfo.InvariantCulture)];

    private static bool Flag(ref ReadOnlySpan<char> word, char flag)
    {
        if (word[^1] != flag)
        {
            return false;
        }

        word = word[..^1];
        return true;
    }

    internal static string Next(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(' ');
        var next = rest[..end].ToString();
        rest = rest[(end + 1)..];
        return next;
    }

    internal static string Free(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\'))
        {
            return text.ToString();
        }

        var free = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                free.Append(text[i]);
            }
            else if (text[++i] == '\\')
            {
                free.Append('\\');
            }
            else
            {
                free.Append((char)ushort.Parse(text.Slice(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
        }

        return free.ToString();
    }
}
