namespace Dataplatform.Sdk.Testing;

/// <summary>Where in a step's work its process dies.</summary>
public enum StoreCrashPoint
{
    /// <summary>The session has begun and bound its inputs; nothing is staged.</summary>
    BeforeStage,

    /// <summary>In the middle of the rows of the first stage.</summary>
    DuringStage,

    /// <summary>Everything is staged, nothing is published.</summary>
    Staged,

    /// <summary>At any instant of the publication: before, during and after the swap, and while old versions are dropped.</summary>
    DuringPublication,

    /// <summary>Everything is published, and the session is not disposed.</summary>
    Published,
}
