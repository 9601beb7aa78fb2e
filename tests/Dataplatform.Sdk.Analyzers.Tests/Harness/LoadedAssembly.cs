using System.Reflection;
using System.Runtime.Loader;
using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk.Analyzers.Tests.Harness;

/// <summary>A compiled source, loaded so that it can be run.</summary>
internal sealed class LoadedAssembly : IDisposable
{
    private readonly AssemblyLoadContext _context = new("generated", isCollectible: true);

    private LoadedAssembly(byte[] image) => Assembly = _context.LoadFromStream(new MemoryStream(image));

    public Assembly Assembly { get; }

    public AssetCatalog Catalog => (AssetCatalog)Assembly.GetCustomAttribute<AssetCatalogAttribute>()!.Registration.GetProperty("Catalog")!.GetValue(null)!;

    public static LoadedAssembly Of(string source) => Of(Compiled.Clean(source));

    public static LoadedAssembly Of(Compiled compiled) => new(compiled.Image());

    public StepDefinition Step(string name) => Catalog.Steps.Single(step => step.Name == name);

    /// <summary>Reads a static property of a class <c>Data</c> in the source.</summary>
    public object Data(string property) => Assembly.GetType("Data")!.GetProperty(property)!.GetValue(null)!;

    public void Dispose() => _context.Unload();
}
