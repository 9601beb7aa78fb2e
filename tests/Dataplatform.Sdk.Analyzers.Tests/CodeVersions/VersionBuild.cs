extern alias Analyzers;

using System.Collections.Concurrent;
using System.Runtime.Loader;
using Analyzers::Dataplatform.Sdk.Analyzers.Generators;
using Dataplatform.Sdk.Analyzers.Tests.Harness;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.CodeVersions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dataplatform.Sdk.Analyzers.Tests.CodeVersions;

/// <summary>One build of the sample: compiled with the real generator, loaded, and its versions read.</summary>
internal sealed record VersionBuild
{
    private static readonly ConcurrentDictionary<(string Name, string Text, OptimizationLevel Optimization), byte[]> Images = new();

    private static readonly string[] Usings =
        ["System", "System.Collections.Generic", "System.Threading", "System.Threading.Tasks", "Dataplatform.Sdk"];

    public IReadOnlyDictionary<string, string> Files { get; init; } = VersionSample.Files;

    public string Library { get; init; } = VersionSample.Library;

    public string Package { get; init; } = VersionSample.Package;

    public string PackageVersion { get; init; } = "1.0.0";

    public string Folder { get; init; } = "/src/shop";

    public OptimizationLevel Optimization { get; init; } = OptimizationLevel.Release;

    public bool MapsPaths { get; init; }

    /// <summary>The versions by the names of the steps.</summary>
    public IReadOnlyDictionary<string, CodeVersion> Versions()
    {
        var context = new AssemblyLoadContext("versions", isCollectible: true);
        try
        {
            var library = Load(context, Small("Lib", Library));
            var package = Load(context, Small("Foo", Package));
            var shop = Compile("Shop", Files.Select(file => Tree(file.Key, file.Value)), library, package);
            CSharpGeneratorDriver.Create([new AssetGenerator().AsSourceGenerator()], parseOptions: Compiled.Parse).RunGeneratorsAndUpdateCompilation(shop, out var generated, out _);
            Load(context, Image(generated));
            var assembly = context.Assemblies.Single(assembly => assembly.GetName().Name == "Shop");
            var attribute = (AssetCatalogAttribute)assembly.GetCustomAttributes(typeof(AssetCatalogAttribute), inherit: false).Single();
            var catalog = (AssetCatalog)attribute.Registration.GetProperty("Catalog")!.GetValue(null)!;
            var reader = new CodeVersionReader([catalog], new Dictionary<string, CodeOrigin>
            {
                ["Lib"] = CodeOrigin.Own,
                ["Foo"] = new(CodeOriginKind.Package, $"Foo {PackageVersion}"),
            });
            return catalog.Steps.ToDictionary(step => step.Name, reader.Of, StringComparer.Ordinal);
        }
        finally
        {
            context.Unload();
        }
    }

    public VersionBuild With(string file, string text) => this with { Files = new Dictionary<string, string>(Files, StringComparer.Ordinal) { [file] = text } };

    private CSharpCompilation Compile(string name, IEnumerable<SyntaxTree> trees, params IEnumerable<MetadataReference> references) => CSharpCompilation.Create(
        name, trees, [.. Compiled.Framework, .. references],
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: Optimization, nullableContextOptions: NullableContextOptions.Enable, deterministic: true, usings: Usings,
            sourceReferenceResolver: MapsPaths ? new SourceFileResolver([], Folder, [new(Folder + "/", "/_/")]) : null));

    private SyntaxTree Tree(string name, string text) =>
        Compiled.Tree(string.Concat(Usings.Select(ns => $"using {ns};\n")) + text, $"{Folder}/{name}");

    private byte[] Small(string name, string text) => Images.GetOrAdd((name, text, Optimization), _ => Image(Compile(name, [Tree(name + ".cs", text)])));

    private static byte[] Image(Compilation compilation)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        emitted.Success.ShouldBeTrue(string.Join("\n", emitted.Diagnostics));
        return image.ToArray();
    }

    private static PortableExecutableReference Load(AssemblyLoadContext context, byte[] image)
    {
        using var stream = new MemoryStream(image);
        context.LoadFromStream(stream);
        return MetadataReference.CreateFromImage(image);
    }
}
