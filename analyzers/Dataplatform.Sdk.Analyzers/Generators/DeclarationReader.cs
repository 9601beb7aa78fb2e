using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Extraction.Lineage;
using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.Analyzers.Generators;

/// <summary>
/// Reads what a compilation declares, and asks for the meaning of as little as possible. A file that is the same object as
/// before declares the same as before, unless another file or a reference changed what others can see of it; so a key
/// press within a body costs the meaning of one file. What is remembered holds strings only and goes with its file.
/// </summary>
internal sealed class DeclarationReader
{
    private readonly ConditionalWeakTable<SyntaxTree, TreeFacts> _facts = new();
    private readonly ConditionalWeakTable<SyntaxTree, Remembered> _remembered = new();
    private readonly ConditionalWeakTable<MetadataReference, object> _references = new();
    private readonly Func<IMethodSymbol, CancellationToken, StepModel?> _readStep;
    private long _lastReference;
    private (Fingerprint Surroundings, string? Namespace, AssemblyModel Model)? _assembly;

    public DeclarationReader()
        : this(static (method, cancellationToken) => StepExtractor.Extract(method, cancellationToken) is var (step, _) ? step with { Lineage = CodeLineage.Read(method, step, cancellationToken) } : null)
    {
    }

    /// <summary>A reader of other steps, for the test of one that fails.</summary>
    public DeclarationReader(Func<IMethodSymbol, CancellationToken, StepModel?> readStep) => _readStep = readStep;

    /// <summary>How many files were asked for their meaning, ever.</summary>
    public int FilesBound { get; private set; }

    public Declarations Read(Compilation compilation, string? rootNamespace, CancellationToken cancellationToken)
    {
        var files = new List<(SyntaxTree Tree, TreeFacts Facts)>();
        var surroundings = Surroundings(compilation);
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var facts = _facts.GetValue(tree, file => TreeFacts.Of(file, cancellationToken));
            surroundings = surroundings.And(facts.Surface);
            files.Add((tree, facts));
        }

        var globalAliases = files.SelectMany(file => file.Facts.GlobalAliases).Distinct().ToList();
        var steps = new List<StepModel>();
        var contracts = new List<ContractModel>();
        var configs = new List<ConfigModel>();
        foreach (var (tree, facts) in files)
        {
            if (facts.IsCandidate(globalAliases))
            {
                var file = File(compilation, tree, surroundings, cancellationToken);
                steps.AddRange(file.Steps);
                contracts.AddRange(file.Contracts);
                configs.AddRange(file.Configs);
            }
        }

        return new(
            Assembly(compilation, rootNamespace, surroundings),
            Once(steps, step => step.Id),
            Once(contracts, contract => contract.Id),
            Once(configs, config => config.Id));
    }

    private Remembered File(Compilation compilation, SyntaxTree tree, Fingerprint surroundings, CancellationToken cancellationToken)
    {
        if (_remembered.TryGetValue(tree, out var known))
        {
            if (known.Surroundings == surroundings)
            {
                return known;
            }

            _remembered.Remove(tree);
        }

        FilesBound++;
        var model = compilation.GetSemanticModel(tree);
        var read = new Remembered(surroundings, [], [], []);
        foreach (var declaration in TreeFacts.Declarations((CompilationUnitSyntax)tree.GetRoot(cancellationToken)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (declaration.AttributeLists.Count > 0)
            {
                Declaration(model, declaration, read, cancellationToken);
            }
        }

        return _remembered.GetValue(tree, _ => read);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "One declaration that cannot be read must not hide the others; the analyzer, which reads the same way, reports it.")]
    private void Declaration(SemanticModel model, MemberDeclarationSyntax declaration, Remembered read, CancellationToken cancellationToken)
    {
        try
        {
            switch (model.GetDeclaredSymbol(declaration, cancellationToken))
            {
                case IMethodSymbol method when _readStep(method.PartialDefinitionPart ?? method, cancellationToken) is { } step:
                    read.Steps.Add(step);
                    break;
                case INamedTypeSymbol type when type.Has(Names.Contract) && ContractExtractor.Extract(type, cancellationToken).Contract is { } contract:
                    read.Contracts.Add(contract);
                    break;
                case INamedTypeSymbol type when type.Has(Names.Config) && ConfigExtractor.Extract(type, cancellationToken).Config is { } config:
                    read.Configs.Add(config);
                    break;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
        }
    }

    private AssemblyModel Assembly(Compilation compilation, string? rootNamespace, Fingerprint surroundings)
    {
        if (_assembly is { } known && known.Surroundings == surroundings && known.Namespace == rootNamespace)
        {
            return known.Model;
        }

        var model = AssemblyReader.Read(compilation, rootNamespace);
        _assembly = (surroundings, rootNamespace, model);
        return model;
    }

    // Everything outside the files that can change what they mean. A reference counts as itself: when a referenced project
    // changes, the editor makes a new one.
    private Fingerprint Surroundings(Compilation compilation)
    {
        var surroundings = Fingerprint.Empty
            .Then(compilation.AssemblyName ?? string.Empty)
            .Then((long)((CSharpCompilationOptions)compilation.Options).NullableContextOptions);
        foreach (var reference in compilation.References)
        {
            surroundings = surroundings.Then((long)_references.GetValue(reference, _ => Interlocked.Increment(ref _lastReference)));
        }

        return surroundings;
    }

    // The parts of a partial declaration are one.
    private static EquatableArray<T> Once<T>(List<T> items, Func<T, string> id)
        where T : IEquatable<T>
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return items.Where(item => seen.Add(id(item))).ToEquatable();
    }

    private sealed record Remembered(Fingerprint Surroundings, List<StepModel> Steps, List<ContractModel> Contracts, List<ConfigModel> Configs);
}
