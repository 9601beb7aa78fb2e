namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>The ids of the rules on one declaration. Those on the graph are in the linked <c>GraphRuleIds</c>.</summary>
internal static class DiagnosticIds
{
    public const string NotCallable = "DP0001";
    public const string ReturnType = "DP0002";
    public const string ParameterType = "DP0003";
    public const string ColumnType = "DP0004";
    public const string DomainName = "DP0005";
    public const string SqlInputs = "DP0006";
    public const string NotAQuery = "DP0007";
    public const string ContractShape = "DP0008";
    public const string CatalogName = "DP0009";
    public const string NoPrevious = "DP0010";
    public const string InputName = "DP0011";
    public const string LocalFunction = "DP0013";
    public const string ForeignType = "DP0014";
    public const string TextInHole = "DP0020";
    public const string JoinedTextInHole = "DP0021";
    public const string HoleType = "DP0022";
    public const string TextAsQuery = "DP0023";
    public const string PolicyDuration = "DP0030";
    public const string PolicyValue = "DP0031";
    public const string PolicyType = "DP0032";
    public const string PolicySize = "DP0033";
    public const string WriteMember = "DP0034";
    public const string WriteNullable = "DP0035";
    public const string WriteWithoutKey = "DP0036";
    public const string WriteWithoutRows = "DP0037";
    public const string SnapshotMembers = "DP0038";
    public const string WriteSetting = "DP0039";
    public const string Partitions = "DP0040";
    public const string PartitionParameter = "DP0041";
    public const string PartitionTwice = "DP0042";
    public const string PartitionRange = "DP0043";
    public const string PartitionMember = "DP0044";
    public const string NotPartitioned = "DP0045";
    public const string PartitionMapping = "DP0046";
    public const string MapKey = "DP0047";
    public const string MapFunction = "DP0048";
    public const string NoPreviousPartition = "DP0049";
    public const string ConfigShape = "DP0050";
    public const string ConfigMember = "DP0051";
    public const string ConfigSection = "DP0052";
    public const string SecretStored = "DP0053";
    public const string SecretShown = "DP0054";
    public const string ObserverShape = "DP0061";
    public const string CheckShape = "DP0080";
    public const string WithoutAsset = "DP0063";
    public const string TokenNotForwarded = "DP2001";
    public const string BlocksOnAsync = "DP2002";
    public const string MutableStatic = "DP2003";
    public const string ClockOrChance = "DP2004";
    public const string UsesConsole = "DP2005";
    public const string Lifecycle = Ledger.Rules.ContractRuleIds.Declaration;
    public const string Internal = "DP9001";
}
