extern alias Analyzers;

using System.Collections.Immutable;
using Analyzers::Dataplatform.Sdk.Analyzers.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dataplatform.Sdk.Analyzers.Tests.Harness;

/// <summary>A project of several files in an editor: the generator runs after each edit, with what it remembers.</summary>
internal sealed class Editor
{
    private GeneratorDriver _driver = NewDriver();

    private Editor(CSharpCompilation compilation) => Compilation = compilation;

    public CSharpCompilation Compilation { get; private set; }

    public GeneratorRunResult Result { get; private set; }

    public static Editor Open(params (string Name, string Text)[] files)
    {
        var editor = new Editor(Compiled.Empty("Shop").AddSyntaxTrees(files.Select(file => Compiled.Tree(Compiled.Usings + file.Text, file.Name))));
        editor.Run();
        return editor;
    }

    public Editor Replace(string file, string text) => Change(compilation =>
        compilation.ReplaceSyntaxTree(Tree(file), Compiled.Tree(Compiled.Usings + text, file)));

    public Editor Edit(string file, string old, string @new)
    {
        var text = Tree(file).ToString();
        text.ShouldContain(old);
        return Change(compilation => compilation.ReplaceSyntaxTree(Tree(file), Compiled.Tree(text.Replace(old, @new, StringComparison.Ordinal), file)));
    }

    public Editor Change(Func<CSharpCompilation, CSharpCompilation> change)
    {
        Compilation = change(Compilation);
        Run();
        return this;
    }

    /// <summary>The generated files, by name.</summary>
    public IReadOnlyDictionary<string, string> Files() => Texts(Result);

    /// <summary>What a generator that remembers nothing makes of the same project.</summary>
    public IReadOnlyDictionary<string, string> FilesFromScratch() => Texts(NewDriver().RunGenerators(Compilation).GetRunResult().Results.Single());

    /// <summary>How many files were written again by the last run.</summary>
    public int Written() => Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs)
        .Count(output => output.Reason is not IncrementalStepRunReason.Cached and not IncrementalStepRunReason.Unchanged);

    /// <summary>Lets go of the compilation, as an editor does with one that is out of date.</summary>
    public WeakReference Forget()
    {
        var old = new WeakReference(Compilation);
        Compilation = Compiled.Empty("Shop").AddSyntaxTrees(Compilation.SyntaxTrees);
        Run();
        return old;
    }

    private void Run()
    {
        _driver = _driver.RunGenerators(Compilation);
        Result = _driver.GetRunResult().Results.Single();
        Result.Exception.ShouldBeNull();
    }

    private SyntaxTree Tree(string file) => Compilation.SyntaxTrees.Single(tree => tree.FilePath == file);

    private static ImmutableSortedDictionary<string, string> Texts(GeneratorRunResult result) =>
        result.GeneratedSources.ToImmutableSortedDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);

    private static CSharpGeneratorDriver NewDriver() => CSharpGeneratorDriver.Create(
        [new AssetGenerator().AsSourceGenerator()], parseOptions: Compiled.Parse,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
}
