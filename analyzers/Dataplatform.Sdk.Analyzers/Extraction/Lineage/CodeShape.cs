namespace Dataplatform.Sdk.Analyzers.Extraction.Lineage;

/// <summary>What a value is made of, as far as it is rows of an input.</summary>
internal enum CodeShape
{
    /// <summary>Anything else.</summary>
    Plain,

    /// <summary>One row.</summary>
    Row,

    /// <summary>A sequence of rows.</summary>
    Rows,

    /// <summary>Rows with a key, or a batch of them.</summary>
    Group,

    /// <summary>A sequence of groups.</summary>
    Groups,

    /// <summary>One row with its key.</summary>
    Entry,

    /// <summary>Rows by key.</summary>
    Map,
}
