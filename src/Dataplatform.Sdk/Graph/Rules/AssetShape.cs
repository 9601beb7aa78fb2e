using System;
using System.Collections.Generic;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Graph.Rules;

// Everything in this folder is compiled into the analyzer assembly as well (netstandard2.0), so that build time and run
// time give the same verdict in the same words. Nothing but the base library and the linked key grammar may be used.

/// <summary>What the graph rules need to know of an asset.</summary>
/// <param name="Key">The key.</param>
/// <param name="Source">The method as people write it: <c>SalesAssets.RawOrders</c>.</param>
/// <param name="Assembly">The assembly that declares it.</param>
/// <param name="IsPublic">Whether other assemblies may read it.</param>
/// <param name="Kind">Rows, one value or an effect.</param>
/// <param name="ValueType">The type of a row or of the value, with its namespace.</param>
/// <param name="Edges">What it reads.</param>
/// <param name="After">The keys that it only comes after.</param>
internal sealed record AssetShape(
    string Key,
    string Source,
    string Assembly,
    bool IsPublic,
    ValueKind Kind,
    string ValueType,
    IReadOnlyList<EdgeShape> Edges,
    IReadOnlyList<string> After)
{
    /// <summary>Whether somebody else makes it.</summary>
    public bool IsExternal { get; init; }

    /// <summary>Whether this is no asset but the method that observes the external asset of this key.</summary>
    public bool IsObserver { get; init; }

    /// <summary>Whether this is no asset but a method that checks the asset of this key.</summary>
    public bool IsCheck { get; init; }

    /// <summary>Whether a method makes the asset, or declares it.</summary>
    public bool MakesAsset => !IsObserver && !IsCheck;

    /// <summary>How it is divided; null if it is not.</summary>
    public PartitionsDefinition? Partitions { get; init; }

    /// <summary>The contracts to whose assets keys of its rows refer, read when a rule asks.</summary>
    public Func<IReadOnlyList<string>> References { get; init; } = static () => [];

    /// <summary>What it promises its readers beyond its columns.</summary>
    public PromiseShape Promise { get; init; } = PromiseShape.None;

    /// <summary>The columns of its rows, read when a rule asks; none where they are not known.</summary>
    public Func<IReadOnlyList<ColumnShape>> Columns { get; init; } = static () => [];
}
