using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Testing;

/// <summary>The part of the graph that a test is about: what is computed, and what is given in place of its upstreams.</summary>
internal sealed class TestSlice
{
    private readonly LoadedCatalogs _catalogs;
    private readonly IReadOnlyDictionary<AssetKey, GivenAsset> _given;
    private readonly Dictionary<AssetKey, KnownAsset> _computed = [];
    private readonly HashSet<AssetKey> _read = [];
    private readonly Dictionary<AssetKey, KnownAsset> _absent = [];
    private readonly bool _withChecks;

    public TestSlice(LoadedCatalogs catalogs, IReadOnlyList<AssetKey> computed, bool withUpstreams, bool withChecks, IReadOnlyDictionary<AssetKey, GivenAsset> given)
    {
        _catalogs = catalogs;
        _given = given;
        _withChecks = withChecks;
        Compute(computed, withUpstreams);
        Check();
    }

    /// <summary>Whether steps are run by their policies.</summary>
    public bool HasPolicies { get; init; }

    public IReadOnlyCollection<KnownAsset> Computed => _computed.Values;

    private IEnumerable<(string Assembly, StepDefinition Check)> Checks => _withChecks ? _computed.Keys.SelectMany(_catalogs.ChecksOf) : [];

    public AssetGraph Graph()
    {
        var steps = _computed.Values.Select(asset => (asset.Assembly, asset.Step)).Distinct().Select(pair => (pair.Assembly, Step: Reduced(pair.Step)))
            .Concat(_given.Values.Select(given => (_catalogs[given.Key].Assembly, given.StepFor(_catalogs[given.Key]))))
            .Concat(_absent.Values.Select(asset => (asset.Assembly, Placeholder(asset))));
        return Build(steps, Checks);
    }

    /// <summary>A graph that only publishes what is given.</summary>
    public static AssetGraph GraphOf(LoadedCatalogs catalogs, IEnumerable<GivenAsset> given) =>
        Build(given.Select(asset => (catalogs[asset.Key].Assembly, asset.StepFor(catalogs[asset.Key]))), []);

    private static AssetGraph Build(IEnumerable<(string Assembly, StepDefinition Step)> steps, IEnumerable<(string Assembly, StepDefinition Check)> checks) => AssetGraph.Build(
        steps.Concat(checks.Select(check => (check.Assembly, Step: check.Check))).GroupBy(step => step.Assembly).Select(assembly => AssetCatalog.Of(assembly.Key, [.. assembly.Select(step => step.Step)])));

    private void Compute(IReadOnlyList<AssetKey> keys, bool withUpstreams)
    {
        var open = new Stack<AssetKey>(keys);
        while (open.TryPop(out var key))
        {
            var asset = _catalogs[key];
            if (asset.Definition.IsExternal)
            {
                if (keys.Contains(key))
                {
                    throw new AssetTestException($"'{key}' is external: somebody else makes it, so there is nothing to compute. Give it to its readers: {asset.CodeToGive}");
                }

                continue;
            }

            if (!_computed.ContainsKey(key))
            {
                foreach (var output in asset.Step.Outputs)
                {
                    _computed[output.Key] = _catalogs[output.Key];
                }

                foreach (var input in InputsOf(asset.Step).Where(input => !input.IsSelf && _read.Add(input.Key) && withUpstreams && !_given.ContainsKey(input.Key)))
                {
                    open.Push(input.Key);
                }
            }
        }
    }

    // What a check or a foreign key reads besides the asset that is checked has to be there as well.
    private IEnumerable<InputDefinition> InputsOf(StepDefinition step) => !_withChecks ? step.Inputs
        : step.Inputs
            .Concat(step.Outputs.SelectMany(output => _catalogs.ChecksOf(output.Key)).SelectMany(check => check.Check.Inputs.Where(input => input.Key != check.Check.Checks!.Asset)))
            .Concat(step.Outputs.SelectMany(_catalogs.ReferencesOf).Select(asset => new InputDefinition
            {
                Parameter = asset.Definition.Key.Name, Name = asset.Definition.Key.Name, Key = asset.Definition.Key, Kind = ValueKind.Rows, ValueType = asset.Definition.ValueType, Rows = asset.Definition.Rows,
            }));

    private void Check()
    {
        foreach (var given in _given.Keys)
        {
            if (_computed.ContainsKey(given))
            {
                throw new AssetTestException($"'{given}' is given, but the test computes it. Leave out .With(…), or test one of its readers.");
            }

            if (!_read.Contains(given))
            {
                throw new AssetTestException(
                    $"'{given}' is given, but nothing in this test reads it.{Names.Suggestion(given.Path, _read.Where(key => !_given.ContainsKey(key)).Select(key => key.Path))} Read are: {string.Join(", ", _read.Order().Select(key => key.Path).DefaultIfEmpty("none"))}.");
            }
        }

        var required = _computed.Values.SelectMany(asset => InputsOf(asset.Step)).Where(input => !input.IsSelf && !input.IsOptional).Select(input => input.Key).ToHashSet();
        List<KnownAsset> missing = [];
        foreach (var key in _read.Order().Where(key => !_given.ContainsKey(key) && !_computed.ContainsKey(key)))
        {
            if (required.Contains(key))
            {
                missing.Add(_catalogs[key]);
            }
            else
            {
                _absent.Add(key, _catalogs[key]);
            }
        }

        if (missing.Count > 0)
        {
            throw new AssetTestException(
                $"The test does not give {string.Join(", ", missing.Select(asset => $"'{asset.Definition.Key}'"))}. Add:\n{string.Join('\n', missing.Select(asset => $"    {asset.CodeToGive}"))}\nor compute upstreams as well: .ComputingUpstreams()");
        }
    }

    private StepDefinition Reduced(StepDefinition step) => step with
    {
        // A test asks what a method computes: it neither waits nor asks twice, unless that is what it is about.
        Policies = HasPolicies ? step.Policies : StepPolicies.None,

        // An ephemeral asset leaves nothing to look at, so that a test keeps it as a table.
        Outputs = [.. step.Outputs.Select(output => output with { ChecksContract = _withChecks, As = output.As == Materialize.Ephemeral ? Materialize.Table : output.As })],
        After = [.. step.After.Where(_computed.ContainsKey)],
    };

    private static StepDefinition Placeholder(KnownAsset asset) => asset.Step with
    {
        Outputs = [asset.Definition with { As = Materialize.Table, IsExternal = false, ChecksContract = false }],
        Inputs = [],
        After = [],
        Policies = StepPolicies.None,
    };
}
