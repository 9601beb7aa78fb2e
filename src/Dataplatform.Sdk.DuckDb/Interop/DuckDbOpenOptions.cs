namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>What to open and how.</summary>
internal sealed record DuckDbOpenOptions
{
    /// <summary>The full path; null is a database in memory of its own.</summary>
    public string? Path { get; init; }

    public bool ReadOnly { get; init; }

    /// <summary>DuckDB's start-up settings beside those that are always set.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
