using Dataplatform.Sdk.Analyzers.Model;

namespace Dataplatform.Sdk.Analyzers.Generators;

/// <summary>What a compilation declares, as strings.</summary>
internal sealed record Declarations(AssemblyModel Assembly, EquatableArray<StepModel> Steps, EquatableArray<ContractModel> Contracts, EquatableArray<ConfigModel> Configs);
