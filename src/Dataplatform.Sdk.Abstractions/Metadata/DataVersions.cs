namespace Dataplatform.Sdk;

/// <summary>How an author's data version travels: as a fact about the output.</summary>
internal static class DataVersions
{
    /// <summary>The fact's name.</summary>
    public const string Fact = "data_version";
}
