using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.Analyzers.Emission;
using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph.Rules;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>
/// The assets of a compilation and of the assemblies that it references, in the shape that the graph rules know. Built
/// once for a compilation, when the first rule asks.
/// </summary>
internal sealed class AssetGraph
{
    private readonly Dictionary<ISymbol, DeclaredStep> _steps = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, DeclaredStep> _observers = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, DeclaredStep> _checks = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, AssetShape> _byKey = new(StringComparer.Ordinal);
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);

    private readonly ContractColumns _columns;

    public AssetGraph(Compilation compilation)
    {
        _columns = new(compilation);
        foreach (var method in AssetMethods(compilation.Assembly.GlobalNamespace))
        {
            var step = Read(method);
            if (!method.Has(Names.Asset))
            {
                (method.Has(Names.Observe) ? _observers : _checks).Add(method, step);
                continue;
            }

            _steps.Add(method, step);
            if (step.Step is { Outputs.Count: 0 } or { ArePartitionsKnown: false })
            {
                _broken.UnionWith(step.Step.Keys);
            }
        }

        Own = [.. _steps.Values.SelectMany(step => step.Shapes)];
        Referenced = [.. AssemblyReader.References(compilation).SelectMany(found => Published(found.Assembly, found.Registration))];
        foreach (var shape in Own.Concat(Referenced).OrderBy(shape => shape.Source, StringComparer.Ordinal))
        {
            if (!_byKey.ContainsKey(shape.Key))
            {
                _byKey.Add(shape.Key, shape);
            }
        }
    }

    /// <summary>The assets that this compilation declares; those that are broken too.</summary>
    public IReadOnlyList<AssetShape> Own { get; }

    /// <summary>The assets of referenced assemblies, without what they read.</summary>
    public IReadOnlyList<AssetShape> Referenced { get; }

    public IEnumerable<DeclaredStep> Steps => _steps.Values;

    /// <summary>The methods that observe external assets.</summary>
    public IEnumerable<DeclaredStep> Observers => _observers.Values;

    /// <summary>The methods that check assets.</summary>
    public IEnumerable<DeclaredStep> Checks => _checks.Values;

    /// <summary>One asset for each key.</summary>
    public IEnumerable<AssetShape> All => _byKey.Values;

    public DeclaredStep? Find(IMethodSymbol method) => _steps.TryGetValue(method, out var step) || _observers.TryGetValue(method, out step) || _checks.TryGetValue(method, out step) ? step : null;

    public AssetShape? Find(string key) => _byKey.TryGetValue(key, out var shape) ? shape : null;

    /// <summary>The ordinally first asset that is one value of a type.</summary>
    public AssetShape? Maker(string type) => _byKey.Values.Where(shape => shape.Kind == ValueKind.Artifact && shape.ValueType == type).OrderBy(shape => shape.Key, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Whether an asset of this key exists but cannot be understood, so that nothing can be said of its readers.</summary>
    public bool IsBroken(string key) => _broken.Contains(key);

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Reported on the asset as DP9001.")]
    private DeclaredStep Read(IMethodSymbol method)
    {
        try
        {
            var (step, problems) = StepExtractor.Extract(method, CancellationToken.None)!.Value;
            return new(method, step, problems, ShapesOf(step), null);
        }
        catch (Exception e)
        {
            return new(method, null, [], [], e);
        }
    }

    // [Self] is an edge of the output that it names, everything else one of all outputs.
    private List<AssetShape> ShapesOf(StepModel step)
    {
        var edges = step.Parameters.Where(parameter => parameter.IsInput).Select(Edge).ToList();
        var after = step.After.Select(a => a.Key).ToList();
        if (step.Observes is { } observed)
        {
            return [new AssetShape(observed, step.Source, step.Assembly, IsPublic: false, ValueKind.Effect, string.Empty, edges, after) { IsObserver = true }];
        }

        if (step.Checks is { } check)
        {
            return [new AssetShape(check.Key, step.Source, step.Assembly, IsPublic: false, ValueKind.Effect, string.Empty, edges, after) { IsCheck = true }];
        }

        return [.. step.Keys.Select(key =>
        {
            var output = step.Outputs.FirstOrDefault(o => o.Key == key);
            return new AssetShape(
                key, step.Source, step.Assembly, step.IsPublic,
                output is null ? ValueKind.Effect : Shapes.Kind(output.Form),
                output?.PlainType ?? string.Empty,
                edges.FindAll(edge => !edge.IsSelf || edge.Key == key),
                after) { Columns = ColumnsOf(output?.PlainType), References = ReferencesOf(output), IsExternal = step.IsExternal, Partitions = step.Partitions, Promise = Promise(step, output) };
        })];
    }

    public EdgeShape Edge(ParameterModel parameter) =>
        new(parameter.Name, parameter.Key, parameter.IsRows ? ValueKind.Rows : ValueKind.Artifact, parameter.PlainType, parameter.IsSelf)
        {
            Columns = ColumnsOf(parameter.PlainType),
            Mapping = parameter.Mapping,
        };

    private PromiseShape Promise(StepModel step, OutputModel? output)
    {
        var lifecycle = step.Metadata.Lifecycle;
        return new()
        {
            Key = step.Metadata.Write is { Mode: not "Replace", Keys: { Count: > 0 } keys } && output is not null
                ? () => [.. keys.Select(member => _columns.NameOf(output.PlainType, member)).OfType<string>()]
                : static () => [],
            Version = lifecycle.Version,
            Supersedes = lifecycle.Supersedes,
            Retires = lifecycle.Retires,
            RenamedFrom = [.. lifecycle.RenamedFrom],
        };
    }

    private Func<IReadOnlyList<ColumnShape>> ColumnsOf(string? type) => () => type is null ? [] : _columns.Of(type);

    private Func<IReadOnlyList<string>> ReferencesOf(OutputModel? output) => () => output is null || Shapes.Kind(output.Form) != ValueKind.Rows ? [] : _columns.ReferencesOf(output.PlainType);

    private IEnumerable<AssetShape> Published(IAssemblySymbol assembly, INamedTypeSymbol registration) =>
        registration.GetMembers(Names.Shapes).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue is string text
            ? PublishedShapes.Read(assembly.Name, text).Select(shape => shape with { Columns = ColumnsOf(shape.ValueType) })
            : [];

    private static IEnumerable<IMethodSymbol> AssetMethods(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamespaceOrTypeSymbol inner)
            {
                // The generated steps and codecs: more members than all the rest, and none of them an asset.
                if (member is INamespaceSymbol { Name: "Generated" } ns && ns.Is(GeneratedNames.Namespace))
                {
                    continue;
                }

                foreach (var method in AssetMethods(inner))
                {
                    yield return method;
                }
            }
            else if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } method && method.IsStep())
            {
                yield return method;
            }
        }
    }
}

/// <summary>An annotated method as the rules see it.</summary>
/// <param name="Failure">What was thrown while it was read.</param>
internal sealed record DeclaredStep(
    IMethodSymbol Method,
    StepModel? Step,
    IReadOnlyList<Problem> Problems,
    IReadOnlyList<AssetShape> Shapes,
    Exception? Failure);
