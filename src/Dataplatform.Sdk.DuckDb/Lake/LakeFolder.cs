namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>
/// Where things are in a folder store. What is published is in <c>domain/asset/version/</c>; all else is in one hidden folder,
/// which Spark, pandas and others pass over because its name begins with an underscore.
/// </summary>
/// <param name="path">The store's folder.</param>
internal sealed class LakeFolder(string path)
{
    /// <summary>The full path, without a separator at its end.</summary>
    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    /// <summary>Says what is published.</summary>
    public string HeadFile => Path.Combine(Root, "_heads.json");

    /// <summary>What the head file will be. Beside it, because a rename is atomic within one file system only.</summary>
    public string NextHeadFile => HeadFile + ".next";

    /// <summary>Locked by whoever publishes.</summary>
    public string PublishLock => Path.Combine(Hidden, "publish.lock");

    /// <summary>The last fence that was given; locked by whoever takes the next.</summary>
    public string Fences => Path.Combine(Hidden, "fences");

    /// <summary>A file for each version and for each folder of work, locked while somebody uses it.</summary>
    public string Locks => Path.Combine(Hidden, "locks");

    /// <summary>Stages, and what DuckDB moves out of memory.</summary>
    public string Work => Path.Combine(Hidden, "work");

    /// <summary>A file for each reader of partitions, locked while it reads.</summary>
    public string Readers => Path.Combine(Hidden, "readers");

    /// <summary>Notes of files of partitions that were replaced while somebody read them.</summary>
    public string Replaced => Path.Combine(Hidden, "replaced");

    private string Hidden => Path.Combine(Root, "_dataplatform");

    public string LockOf(string id) => Path.Combine(Locks, id);

    public string WorkOf(string id) => Path.Combine(Work, id);

    public string AssetOf(string key) => Path.Combine([Root, .. key.Split('/')]);

    public string VersionOf(string key, string version) => Path.Combine(AssetOf(key), version);

    /// <summary>A full path, of one below the store's folder with <c>/</c> between the names.</summary>
    public string Full(string path) => Path.Combine([Root, .. path.Split('/')]);
}
