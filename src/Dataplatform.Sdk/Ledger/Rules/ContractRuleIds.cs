namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>The ids of the rules on what is promised.</summary>
internal static class ContractRuleIds
{
    public const string AssetGone = "DP4001";
    public const string AssetHidden = "DP4002";
    public const string Form = "DP4003";
    public const string ColumnGone = "DP4004";
    public const string ColumnType = "DP4005";
    public const string ColumnNullable = "DP4006";
    public const string ColumnValues = "DP4007";
    public const string Key = "DP4008";
    public const string Partitions = "DP4009";
    public const string CheckGone = "DP4010";
    public const string Returns = "DP4011";
    public const string Lifecycle = "DP4012";
    public const string RenamedFrom = "DP4013";
    public const string Unreadable = "DP4014";
    public const string NotLocked = "DP4015";
    public const string Version = "DP4016";
    public const string Retiring = "DP4017";
    public const string Retired = "DP4018";
    public const string Declaration = "DP4019";
}
