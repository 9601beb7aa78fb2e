using System.Diagnostics;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Catalog;

/// <summary>One annotated method: what it reads, what it makes and how to call it. A step computes one or several assets.</summary>
[DebuggerDisplay("{Name,nq}")]
public sealed record StepDefinition
{
    /// <summary>The class that declares the method.</summary>
    public required Type DeclaringType { get; init; }

    /// <summary>The method's name.</summary>
    public required string Method { get; init; }

    /// <summary>The external asset whose data version it says; null for a step that makes assets.</summary>
    public AssetKey? Observes { get; init; }

    /// <summary>What it checks; null for a step that makes assets.</summary>
    public CheckDefinition? Checks { get; init; }

    /// <summary>The assets it makes, at least one; of an observer the asset that it observes, as an effect; of a check none.</summary>
    public required IReadOnlyList<AssetDefinition> Outputs { get; init; }

    /// <summary>The assets it reads, in the order of the parameters.</summary>
    public IReadOnlyList<InputDefinition> Inputs { get; init; } = [];

    /// <summary>The assets it comes after without reading them.</summary>
    public IReadOnlyList<AssetKey> After { get; init; } = [];

    /// <summary>The services it takes.</summary>
    public IReadOnlyList<ResourceDefinition> Resources { get; init; } = [];

    /// <summary>The run configuration it takes, types with <see cref="ConfigAttribute"/>.</summary>
    public IReadOnlyList<Type> Configs { get; init; } = [];

    /// <summary>How what it makes is divided; null if it is not. All its outputs are divided alike.</summary>
    public PartitionsDefinition? Partitions { get; init; }

    /// <summary>Whether one call makes a whole range of partitions.</summary>
    public bool TakesRange { get; init; }

    /// <summary>Whether all outputs are queries, so that the step can be rendered without running anything.</summary>
    public bool IsSql { get; init; }

    /// <summary>How it is to be run.</summary>
    /// <value>Default: nothing is declared, so the app's defaults count.</value>
    public StepPolicies Policies { get; init; } = StepPolicies.None;

    /// <summary>Calls the method: binds the inputs, then hands every output to the invocation. Null for an external asset.</summary>
    public Func<StepInvocation, ValueTask>? Invoke { get; init; }

    /// <summary>Where an external asset is; null for a computed one.</summary>
    public Func<ExternalLocation>? Location { get; init; }

    /// <summary>The method as people write it: <c>SalesAssets.RawOrders</c>.</summary>
    public string Name => $"{DeclaringType.Name}.{Method}";
}
