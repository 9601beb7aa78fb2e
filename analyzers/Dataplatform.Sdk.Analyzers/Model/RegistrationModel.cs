namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>What the aggregate needs to know of a step.</summary>
/// <param name="Id">The full metadata name.</param>
/// <param name="ClassId">The declaring class's full name.</param>
/// <param name="Source">The method as people write it, which is the order of the shapes.</param>
/// <param name="Shapes">A line for each asset, for the compilers of other assemblies.</param>
internal sealed record StepEntry(string Id, string ClassId, string Source, string Shapes);

/// <summary>What the aggregate needs to know of the compilation.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Namespace">The namespace of the registration; empty for the global one.</param>
/// <param name="HasSdk">Whether the abstractions are referenced.</param>
/// <param name="Registrations">The registrations of referenced assemblies: assembly name and type with <c>global::</c>.</param>
internal sealed record AssemblyModel(string Assembly, string Namespace, bool HasSdk, EquatableArray<RegistrationModel> Registrations);

/// <summary>The registration of an assembly's assets.</summary>
internal sealed record RegistrationModel(string Assembly, string Type);
