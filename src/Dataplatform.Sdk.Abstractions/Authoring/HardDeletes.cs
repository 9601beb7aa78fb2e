namespace Dataplatform.Sdk;

/// <summary>What a snapshot makes of a key that does not come any more.</summary>
public enum HardDeletes
{
    /// <summary>Its last version stays the valid one. For sources that give only what has changed. The default.</summary>
    Ignore,

    /// <summary>Its last version ends with the run. For sources that always give everything.</summary>
    Invalidate,
}
