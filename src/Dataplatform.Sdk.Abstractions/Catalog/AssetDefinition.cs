using System.Diagnostics;
using Dataplatform.Sdk.Lineage;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Catalog;

/// <summary>An asset as declared: inert data, made by generated code.</summary>
[DebuggerDisplay("{Key.Path,nq}")]
public sealed record AssetDefinition
{
    /// <summary>The identity.</summary>
    public required AssetKey Key { get; init; }

    /// <summary>What the asset is made of.</summary>
    public required ValueKind Kind { get; init; }

    /// <summary>The type of a row or of the value, as C# writes it with its namespace; empty for an effect.</summary>
    public string ValueType { get; init; } = string.Empty;

    /// <summary>How rows are kept.</summary>
    public Materialize As { get; init; }

    /// <summary>What the rows of a run do to those of the runs before it.</summary>
    public WritePolicy Write { get; init; } = WritePolicy.Replace;

    /// <summary>Whether somebody else makes it.</summary>
    public bool IsExternal { get; init; }

    /// <summary>Whether its method may leave it out of a run.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether other domains and packages may read it.</summary>
    public bool IsPublic { get; init; } = true;

    /// <summary>The group.</summary>
    public string Group { get; init; } = "default";

    /// <summary>The owners.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    /// <summary>The tags, each <c>key</c> or <c>key=value</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The kinds.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>A sentence or two for people; null if none was given.</summary>
    public string? Description { get; init; }

    /// <summary>The name of its store; null is the default store.</summary>
    public string? Store { get; init; }

    /// <summary>The number of its contract.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The asset in whose place it stands; null for none.</summary>
    public AssetKey? Supersedes { get; init; }

    /// <summary>The last day on which it is made; null if it stays.</summary>
    public DateOnly? Retires { get; init; }

    /// <summary>The keys that it had before.</summary>
    public IReadOnlyList<AssetKey> RenamedFrom { get; init; } = [];

    /// <summary>The codec of its rows; null unless <see cref="Kind"/> is <see cref="ValueKind.Rows"/>.</summary>
    public RowCodec? Rows { get; init; }

    /// <summary>The codec of its value; null unless <see cref="Kind"/> is <see cref="ValueKind.Artifact"/>.</summary>
    public ArtifactCodec? Artifact { get; init; }

    /// <summary>Whether what its contract promises is checked before it is published; not where a test gives it.</summary>
    internal bool ChecksContract { get; init; } = true;

    /// <summary>
    /// Where the rows come from, as far as the code that makes them says: columns and sources go by the members of their types, tables
    /// by <see cref="InputDefinition.Name"/>, and <c>*</c> is every column. Null for a query, which the store's engine reads, and where
    /// the code does not say.
    /// </summary>
    public RowLineage? Lineage { get; init; }
}
