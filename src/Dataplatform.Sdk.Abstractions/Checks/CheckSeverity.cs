namespace Dataplatform.Sdk;

/// <summary>How bad it is when a check fails.</summary>
public enum CheckSeverity
{
    /// <summary>Worth a look; never keeps anything from being published.</summary>
    Warning,

    /// <summary>The data is wrong.</summary>
    Error,
}
