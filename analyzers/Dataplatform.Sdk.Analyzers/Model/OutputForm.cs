namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>The forms in which a method hands over an asset.</summary>
internal enum OutputForm
{
    Rows,
    Stream,
    Query,
    External,
    Artifact,
    Effect,
    Observation,
    CheckResult,
    FailingRows,
}
