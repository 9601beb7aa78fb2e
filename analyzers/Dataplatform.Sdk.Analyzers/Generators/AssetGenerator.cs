using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.Analyzers.Emission;
using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Analyzers.Rules;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Generators;

/// <summary>Generates steps, typed keys, codecs and the registration of an assembly's assets.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class AssetGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static output => output.AddEmbeddedAttributeDefinition());

        // Not by attribute: that would ask for the meaning of every declaration on every key press.
        var reader = new DeclarationReader();
        var rootNamespace = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => options.GlobalOptions.TryGetValue("build_property.RootNamespace", out var ns) ? ns : null);
        var declarations = context.CompilationProvider
            .Combine(rootNamespace)
            .Select((pair, cancellationToken) => reader.Read(pair.Left, pair.Right, cancellationToken))
            .WithTrackingName(TrackingNames.Declarations);

        var steps = declarations.SelectMany(static (all, _) => all.Steps).WithTrackingName(TrackingNames.Steps);
        var valid = steps.Where(static step => step.IsValid).WithTrackingName(TrackingNames.ValidSteps);
        var classes = valid.Collect().SelectMany(static (all, _) => StepClassModel.Group(all)).WithTrackingName(TrackingNames.StepClasses);
        context.RegisterImplementationSourceOutput(classes, static (output, steps) => Add(output, GeneratedNames.File(steps.Id, ".Steps"), steps.Id,
            () => StepClassEmitter.Emit(steps, (step, e) => output.ReportDiagnostic(Diagnostic.Create(Descriptors.Internal, Location.None, Descriptors.InternalMessage(step.Source, e))))));

        var keys = steps
            .Where(static step => step.HasKeys && step.Outputs.Count > 0)
            .Select(static (step, _) => KeysModel.From(step))
            .Collect()
            .SelectMany(static (all, _) => KeysEmitter.Group(all))
            .WithTrackingName(TrackingNames.Keys);
        context.RegisterSourceOutput(keys, static (output, group) =>
            Add(output, GeneratedNames.File($"{group.Namespace}.{group.Name}".TrimStart('.'), string.Empty), group.Name, () => KeysEmitter.Emit(group)));

        var contracts = declarations.SelectMany(static (all, _) => all.Contracts).WithTrackingName(TrackingNames.Contracts);
        context.RegisterImplementationSourceOutput(contracts, static (output, contract) =>
            Add(output, GeneratedNames.File(contract.Id, ".Codec"), contract.Name, () => CodecEmitter.Emit(contract)));

        var configs = declarations.SelectMany(static (all, _) => all.Configs).WithTrackingName(TrackingNames.Configs);
        context.RegisterImplementationSourceOutput(configs, static (output, config) =>
            Add(output, GeneratedNames.File(config.Id, ".Config"), config.Name, () => ConfigEmitter.Emit(config)));

        LockOutput.Register(context);
        RegisterAggregate(context, valid, configs, declarations.Select(static (all, _) => all.Assembly).WithTrackingName(TrackingNames.Assembly));
    }

    private static void RegisterAggregate(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<StepModel> valid, IncrementalValuesProvider<ConfigModel> configs, IncrementalValueProvider<AssemblyModel> assembly)
    {
        var types = configs.Select(static (config, _) => config.Type).Collect().Select(static (all, _) => all.OrderBy(type => type, StringComparer.Ordinal).ToEquatable());
        var entries = valid
            .Select(static (step, _) => new StepEntry(step.Id, StepClassModel.IdOf(step.DeclaringType), step.Source, PublishedShapes.Write(step)))
            .Collect()
            .Select(static (all, _) => all.ToEquatable())
            .WithTrackingName(TrackingNames.Entries);
        context.RegisterSourceOutput(assembly.Combine(entries.Combine(types)).WithTrackingName(TrackingNames.Registration), static (output, pair) =>
        {
            if (pair.Left.HasSdk)
            {
                Add(output, "AssetRegistration.g.cs", "AddAssets", () => RegistrationEmitter.Emit(pair.Left, pair.Right.Left, pair.Right.Right));
            }
        });
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "One file that cannot be written must not hide the others.")]
    private static void Add(SourceProductionContext output, string file, string source, Func<string> emit)
    {
        try
        {
            output.AddSource(file, emit());
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            output.ReportDiagnostic(Diagnostic.Create(Descriptors.Internal, Location.None, Descriptors.InternalMessage(source, e)));
        }
    }
}
