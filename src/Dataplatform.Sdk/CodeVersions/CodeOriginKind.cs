namespace Dataplatform.Sdk.CodeVersions;

/// <summary>How far code versions look into an assembly.</summary>
internal enum CodeOriginKind
{
    /// <summary>The user's: its code is followed.</summary>
    Own,

    /// <summary>A package: its name and version count.</summary>
    Package,

    /// <summary>.NET or this SDK: only the names of the members that are used count.</summary>
    Platform,
}
