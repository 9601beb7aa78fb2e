namespace Dataplatform.Sdk.Graph.Rules;

/// <summary>The ids of the rules on the graph.</summary>
internal static class GraphRuleIds
{
    public const string UnknownUpstream = "DP1001";
    public const string TypeMismatch = "DP1002";
    public const string DuplicateKey = "DP1003";
    public const string Cycle = "DP1004";
    public const string NotVisible = "DP1005";
    public const string ReadsItself = "DP1006";
    public const string OtherDomain = "DP1007";
    public const string Columns = "DP1008";
    public const string SplitDomain = "DP1009";
    public const string NotAResource = "DP1010";
    public const string NewerCatalog = "DP1011";
    public const string Observed = "DP0060";
    public const string TwoObservers = "DP0062";
    public const string CheckedAsset = "DP0081";
    public const string TwoChecks = "DP0082";
    public const string References = "DP0084";
    public const string PartitionsDiffer = "DP1012";
    public const string NothingToMap = "DP1013";
    public const string MappingDoesNotFit = "DP1014";
    public const string SeveralValues = "DP1015";
    public const string Partitions = "DP0040";
}
