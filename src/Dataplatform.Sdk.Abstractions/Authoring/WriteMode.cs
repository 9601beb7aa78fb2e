namespace Dataplatform.Sdk;

/// <summary>What the rows of a run do to the rows of the runs before it.</summary>
public enum WriteMode
{
    /// <summary>They take their place. The default.</summary>
    Replace,

    /// <summary>They are added to them.</summary>
    Append,

    /// <summary>They take the place of those with the same key, and are added where there is none.</summary>
    Merge,

    /// <summary>They are how things are now: what has changed ends, and a new version of it begins (a slowly changing dimension
    /// of type 2). The contract says with <see cref="ValidFromAttribute"/> and <see cref="ValidToAttribute"/> where that is noted.</summary>
    Snapshot,
}
