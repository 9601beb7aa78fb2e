namespace Dataplatform.Sdk.DuckDb;

/// <summary>How DuckDB works for a store.</summary>
public sealed record DuckDbOptions
{
    /// <summary>Memory that DuckDB may use before it moves data to disk, such as <c>4GB</c>.</summary>
    /// <value>Default: null, which is 80 % of the machine's memory.</value>
    public string? MemoryLimit { get; init; }

    /// <summary>Threads that DuckDB may use.</summary>
    /// <value>Default: null, which is one for each core.</value>
    public int? Threads { get; init; }

    /// <summary>The folder for data that does not fit into memory; relative to the working folder.</summary>
    /// <value>Default: null, which is a folder beside the database.</value>
    public string? TemporaryFolder { get; init; }

    /// <summary>How many versions of an asset stay, the published one included. Older ones go as soon as nobody reads them.</summary>
    /// <value>Default: 1.</value>
    public int KeepVersions { get; init; } = 1;

    /// <summary>
    /// Whether the content of each version is hashed while it is staged, so that a run that made the same data again makes nothing stale.
    /// It takes about a tenth of the time of writing.
    /// </summary>
    /// <value>Default: true.</value>
    public bool DataVersions { get; init; } = true;

    internal IReadOnlyDictionary<string, string> ToSettings()
    {
        var settings = new Dictionary<string, string>();
        Add("memory_limit", MemoryLimit);
        Add("threads", Threads?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add("temp_directory", TemporaryFolder is null ? null : Path.GetFullPath(TemporaryFolder));
        return settings;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                settings.Add(name, value);
            }
        }
    }
}
