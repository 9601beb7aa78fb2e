namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>The names of the types that the compiler side knows. It references none of them.</summary>
internal static class Names
{
    public const string Sdk = "Dataplatform.Sdk";
    public const string Checks = "Dataplatform.Sdk.Checks";
    public const string AbstractionsAssembly = "Dataplatform.Sdk.Abstractions";
    public const string Builder = "Dataplatform.Sdk.IDataplatformBuilder";

    public const string AssetAttribute = "Dataplatform.Sdk.AssetAttribute";
    public const string ContractAttribute = "Dataplatform.Sdk.ContractAttribute";

    public const string Asset = "AssetAttribute";
    public const string Observe = "ObserveAttribute";
    public const string AssetCheck = "AssetCheckAttribute";
    public const string Contract = "ContractAttribute";
    public const string Config = "ConfigAttribute";
    public const string Secret = "Secret";
    public const string Artifact = "ArtifactAttribute";
    public const string Outputs = "OutputsAttribute";
    public const string Domain = "DomainAttribute";
    public const string Store = "StoreAttribute";
    public const string Upstream = "UpstreamAttribute";
    public const string Self = "SelfAttribute";
    public const string Resource = "ResourceAttribute";
    public const string After = "AfterAttribute";
    public const string Retry = "RetryAttribute";
    public const string Timeout = "TimeoutAttribute";
    public const string Pool = "PoolAttribute";
    public const string RateLimit = "RateLimitAttribute";
    public const string Priority = "PriorityAttribute";
    public const string Hook = "HookAttribute";
    public const string Backfill = "BackfillAttribute";
    public const string CodeVersion = "CodeVersionAttribute";
    public const string Column = "ColumnAttribute";
    public const string Decimal = "DecimalAttribute";
    public const string Tag = "TagAttribute";
    public const string Pii = "PiiAttribute";
    public const string Masked = "MaskedAttribute";
    public const string Declassified = "DeclassifiedAttribute";
    public const string Write = "WriteAttribute";
    public const string RenamedFrom = "RenamedFromAttribute";
    public const string Supersedes = "SupersedesAttribute";
    public const string Retires = "RetiresAttribute";
    public const string Partitions = "PartitionsAttribute";
    public const string Hourly = "HourlyPartitionsAttribute";
    public const string Daily = "DailyPartitionsAttribute";
    public const string Weekly = "WeeklyPartitionsAttribute";
    public const string Monthly = "MonthlyPartitionsAttribute";
    public const string TimePartitions = "TimePartitionsAttribute";
    public const string DynamicPartitions = "DynamicPartitionsAttribute";
    public const string MapKey = "MapKeyAttribute";
    public const string ValidFrom = "ValidFromAttribute";
    public const string ValidTo = "ValidToAttribute";
    public const string ContractCheck = "ContractCheckAttribute";
    public const string Unique = "UniqueAttribute";
    public const string PrimaryKey = "PrimaryKeyAttribute";
    public const string Range = "RangeAttribute";
    public const string Length = "LengthAttribute";
    public const string Regex = "RegexAttribute";
    public const string OneOf = "OneOfAttribute";
    public const string ForeignKey = "ForeignKeyAttribute";
    public const string RowCount = "RowCountAttribute";
    public const string Fresh = "FreshAttribute";
    public const string Expression = "ExpressionAttribute";
    public const string Catalog = "AssetCatalogAttribute";

    /// <summary>The constant of a registration in which an assembly tells the compilers of others about its assets.</summary>
    public const string Shapes = "Shapes";
}
