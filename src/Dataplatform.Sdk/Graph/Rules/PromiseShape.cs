using System;
using System.Collections.Generic;

namespace Dataplatform.Sdk.Graph.Rules;

/// <summary>What an asset promises its readers beyond its columns and partitions.</summary>
internal sealed record PromiseShape
{
    /// <summary>The promises of an asset that says nothing of them.</summary>
    public static PromiseShape None { get; } = new();

    /// <summary>The columns that tell its rows apart, read when a rule asks.</summary>
    public Func<IReadOnlyList<string>> Key { get; init; } = static () => [];

    /// <summary>The names of its checks.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <summary>The number of its contract.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The key of the asset in whose place it stands; null for none.</summary>
    public string? Supersedes { get; init; }

    /// <summary>The last day on which it is made, as <c>2026-12-31</c>; null if it stays.</summary>
    public string? Retires { get; init; }

    /// <summary>The keys that it had before.</summary>
    public IReadOnlyList<string> RenamedFrom { get; init; } = [];
}
