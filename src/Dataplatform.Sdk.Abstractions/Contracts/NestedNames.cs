namespace Dataplatform.Sdk;

/// <summary>How values within values are called, in schemas and in messages; also compiled into the analyzers.</summary>
internal static class NestedNames
{
    /// <summary>The element of a list.</summary>
    public const string Element = "element";

    /// <summary>The key of a map.</summary>
    public const string Key = "key";

    /// <summary>The value of a map.</summary>
    public const string Value = "value";

    /// <summary>What stands behind a list's path for its elements: <c>lines[]</c>.</summary>
    public const string Elements = "[]";
}
