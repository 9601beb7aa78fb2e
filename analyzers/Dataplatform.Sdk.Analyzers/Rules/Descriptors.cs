using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Graph.Rules;
using Dataplatform.Sdk.Ledger.Rules;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>All diagnostics. Ids are public and never change their meaning: DP0xxx one declaration, DP1xxx the graph, DP4xxx what was promised, DP9xxx ourselves.</summary>
internal static class Descriptors
{
    private const string HelpLink = "docs/diagnostics/";

    public static readonly DiagnosticDescriptor NotCallable = Error(DiagnosticIds.NotCallable, "The asset's method cannot be called", "Assets");
    public static readonly DiagnosticDescriptor ReturnType = Error(DiagnosticIds.ReturnType, "The return type is not supported", "Assets");
    public static readonly DiagnosticDescriptor ParameterType = Error(DiagnosticIds.ParameterType, "The parameter's type is not supported", "Assets");
    public static readonly DiagnosticDescriptor ColumnType = Error(DiagnosticIds.ColumnType, "The column's type is not supported", "Contracts");
    public static readonly DiagnosticDescriptor DomainName = Error(DiagnosticIds.DomainName, "The domain's name is not valid", "Assets");
    public static readonly DiagnosticDescriptor SqlInputs = Error(DiagnosticIds.SqlInputs, "A query takes only tables", "Assets");
    public static readonly DiagnosticDescriptor NotAQuery = Error(DiagnosticIds.NotAQuery, "Only a query can be a view or ephemeral", "Assets");
    public static readonly DiagnosticDescriptor ContractShape = Error(DiagnosticIds.ContractShape, "The type cannot be a data contract", "Contracts");
    public static readonly DiagnosticDescriptor CatalogName = Error(DiagnosticIds.CatalogName, "The name of the generated keys is taken", "Assets");
    public static readonly DiagnosticDescriptor NoPrevious = Error(DiagnosticIds.NoPrevious, "A view has no previous version", "Assets");
    public static readonly DiagnosticDescriptor InputName = Error(DiagnosticIds.InputName, "Two parameters are the same input", "Assets");

    public static readonly DiagnosticDescriptor UnknownUpstream = Error(GraphRuleIds.UnknownUpstream, "The upstream asset does not exist", "Graph");
    public static readonly DiagnosticDescriptor TypeMismatch = Error(GraphRuleIds.TypeMismatch, "The upstream asset has another type", "Graph");
    public static readonly DiagnosticDescriptor DuplicateKey = Error(GraphRuleIds.DuplicateKey, "Two methods make the same asset", "Graph", WellKnownDiagnosticTags.CompilationEnd);
    public static readonly DiagnosticDescriptor Cycle = Error(GraphRuleIds.Cycle, "Assets depend on each other in a circle", "Graph", WellKnownDiagnosticTags.CompilationEnd);
    public static readonly DiagnosticDescriptor NotVisible = Error(GraphRuleIds.NotVisible, "The upstream asset is internal to its assembly", "Graph");
    public static readonly DiagnosticDescriptor ReadsItself = Error(GraphRuleIds.ReadsItself, "The asset reads itself", "Graph");
    public static readonly DiagnosticDescriptor OtherDomain = Error(GraphRuleIds.OtherDomain, "The upstream asset is in another domain", "Graph");
    public static readonly DiagnosticDescriptor Columns = Error(GraphRuleIds.Columns, "The upstream asset has other columns", "Graph");

    public static readonly DiagnosticDescriptor SplitDomain = Error(GraphRuleIds.SplitDomain, "The domain is in two assemblies", "Graph", WellKnownDiagnosticTags.CompilationEnd);
    public static readonly DiagnosticDescriptor NotAResource = Error(GraphRuleIds.NotAResource, "An asset's type is taken as a resource", "Graph");
    public static readonly DiagnosticDescriptor NewerCatalog = Error(GraphRuleIds.NewerCatalog, "A referenced library needs a newer version", "Graph", WellKnownDiagnosticTags.CompilationEnd);
    public static readonly DiagnosticDescriptor LocalFunction = Error(DiagnosticIds.LocalFunction, "A local function is no asset", "Assets");
    public static readonly DiagnosticDescriptor ForeignType = Error(DiagnosticIds.ForeignType, "The type is made by another source generator", "Assets");

    public static readonly DiagnosticDescriptor TextInHole = Error(DiagnosticIds.TextInHole, "The text in the hole would become a parameter", "Sql");
    public static readonly DiagnosticDescriptor JoinedTextInHole = Error(DiagnosticIds.JoinedTextInHole, "The joined text in the hole would become a parameter", "Sql");
    public static readonly DiagnosticDescriptor HoleType = Error(DiagnosticIds.HoleType, "The hole's type cannot be a parameter", "Sql");
    public static readonly DiagnosticDescriptor TextAsQuery = Error(DiagnosticIds.TextAsQuery, "A plain text is not a query", "Sql");

    public static readonly DiagnosticDescriptor PolicyDuration = Error(DiagnosticIds.PolicyDuration, "The duration cannot be read", "Policies");
    public static readonly DiagnosticDescriptor PolicyValue = Error(DiagnosticIds.PolicyValue, "The policy's value is not allowed", "Policies");
    public static readonly DiagnosticDescriptor PolicyType = Error(DiagnosticIds.PolicyType, "The type does not fit the policy", "Policies");
    public static readonly DiagnosticDescriptor PolicySize = Error(DiagnosticIds.PolicySize, "A pool or rate limit has two sizes", "Policies", WellKnownDiagnosticTags.CompilationEnd);
    public static readonly DiagnosticDescriptor WriteMember = Error(DiagnosticIds.WriteMember, "The member that [Write] names does not fit", "Assets");
    public static readonly DiagnosticDescriptor WriteNullable = Error(DiagnosticIds.WriteNullable, "The member that [Write] names is nullable", "Assets");
    public static readonly DiagnosticDescriptor WriteWithoutKey = Error(DiagnosticIds.WriteWithoutKey, "The write mode needs a key", "Assets");
    public static readonly DiagnosticDescriptor WriteWithoutRows = Error(DiagnosticIds.WriteWithoutRows, "Only a table has a write mode", "Assets");
    public static readonly DiagnosticDescriptor SnapshotMembers = Error(DiagnosticIds.SnapshotMembers, "A snapshot's contract has members for its times", "Assets");
    public static readonly DiagnosticDescriptor WriteSetting = Error(DiagnosticIds.WriteSetting, "The write mode has no such setting", "Assets");
    public static readonly DiagnosticDescriptor Partitions = Error(DiagnosticIds.Partitions, "The definition of partitions is not sound", "Partitions");
    public static readonly DiagnosticDescriptor PartitionParameter = Error(DiagnosticIds.PartitionParameter, "The key is none of the method's partitions", "Partitions");
    public static readonly DiagnosticDescriptor PartitionTwice = Error(DiagnosticIds.PartitionTwice, "It is not clear which parameter takes a key", "Partitions");
    public static readonly DiagnosticDescriptor PartitionRange = Error(DiagnosticIds.PartitionRange, "The method cannot take a range of partitions", "Partitions");
    public static readonly DiagnosticDescriptor PartitionMember = Error(DiagnosticIds.PartitionMember, "The member that By names cannot tell partitions", "Partitions");
    public static readonly DiagnosticDescriptor NotPartitioned = Error(DiagnosticIds.NotPartitioned, "The asset cannot be partitioned", "Partitions");
    public static readonly DiagnosticDescriptor PartitionMapping = Error(DiagnosticIds.PartitionMapping, "The mapping of partitions says nothing", "Partitions");
    public static readonly DiagnosticDescriptor MapKey = Error(DiagnosticIds.MapKey, "The pairs of keys do not fit", "Partitions");
    public static readonly DiagnosticDescriptor MapFunction = Error(DiagnosticIds.MapFunction, "The function cannot map the partitions", "Partitions");
    public static readonly DiagnosticDescriptor NoPreviousPartition = Error(DiagnosticIds.NoPreviousPartition, "There is no partition before", "Partitions");
    public static readonly DiagnosticDescriptor NothingToBackfill = Error(DiagnosticIds.NothingToBackfill, "There is nothing that a backfill could make by parts", "Partitions");
    public static readonly DiagnosticDescriptor PartitionsDiffer = Error(GraphRuleIds.PartitionsDiffer, "The upstream asset is partitioned otherwise", "Graph");
    public static readonly DiagnosticDescriptor NothingToMap = Error(GraphRuleIds.NothingToMap, "The upstream asset is not partitioned", "Graph");
    public static readonly DiagnosticDescriptor MappingDoesNotFit = Error(GraphRuleIds.MappingDoesNotFit, "The mapping does not fit the upstream asset", "Graph");
    public static readonly DiagnosticDescriptor SeveralValues = Error(GraphRuleIds.SeveralValues, "One value is taken of several partitions", "Graph");
    public static readonly DiagnosticDescriptor ConfigShape = Error(DiagnosticIds.ConfigShape, "The type cannot be configuration", "Config");
    public static readonly DiagnosticDescriptor ConfigMember = Error(DiagnosticIds.ConfigMember, "The member cannot be configured", "Config");
    public static readonly DiagnosticDescriptor ConfigSection = Error(DiagnosticIds.ConfigSection, "Two configurations have one section", "Config", WellKnownDiagnosticTags.CompilationEnd);
    public static readonly DiagnosticDescriptor SecretStored = Error(DiagnosticIds.SecretStored, "A secret would be stored", "Config");
    public static readonly DiagnosticDescriptor SecretShown = Error(DiagnosticIds.SecretShown, "A secret would be shown", "Config");

    public static readonly DiagnosticDescriptor Observed = Error(GraphRuleIds.Observed, "The observed asset is not an external one", "Assets");
    public static readonly DiagnosticDescriptor ObserverShape = Error(DiagnosticIds.ObserverShape, "The method cannot observe an asset", "Assets");
    public static readonly DiagnosticDescriptor TwoObservers = Error(GraphRuleIds.TwoObservers, "Two methods observe the same asset", "Assets", WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor CheckShape = Error(DiagnosticIds.CheckShape, "The method cannot check an asset", "Checks");
    public static readonly DiagnosticDescriptor CheckedAsset = Error(GraphRuleIds.CheckedAsset, "The checked asset does not exist", "Checks");
    public static readonly DiagnosticDescriptor TwoChecks = Error(GraphRuleIds.TwoChecks, "Two checks of an asset have one name", "Checks", WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor ContractCheck = Error(DiagnosticIds.ContractCheck, "The contract cannot promise that", "Checks");
    public static readonly DiagnosticDescriptor References = Error(GraphRuleIds.References, "It is not clear to which asset a key refers", "Checks", WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor WithoutAsset = Error(DiagnosticIds.WithoutAsset, "The attribute is of no effect without [Asset]", "Assets");

    public static readonly DiagnosticDescriptor TokenNotForwarded = Warning(DiagnosticIds.TokenNotForwarded, "The run's token is not passed on");
    public static readonly DiagnosticDescriptor BlocksOnAsync = Warning(DiagnosticIds.BlocksOnAsync, "The asset blocks a thread");
    public static readonly DiagnosticDescriptor MutableStatic = Warning(DiagnosticIds.MutableStatic, "The asset shares mutable state");
    public static readonly DiagnosticDescriptor ClockOrChance = Warning(DiagnosticIds.ClockOrChance, "The asset asks the clock or chance");
    public static readonly DiagnosticDescriptor UsesConsole = Warning(DiagnosticIds.UsesConsole, "The asset uses the console");

    public static readonly DiagnosticDescriptor AssetGone = Error(ContractRuleIds.AssetGone, "A published asset is gone", "Contracts");
    public static readonly DiagnosticDescriptor AssetHidden = Error(ContractRuleIds.AssetHidden, "A published asset is internal", "Contracts");
    public static readonly DiagnosticDescriptor AssetForm = Error(ContractRuleIds.Form, "A published asset is something else", "Contracts");
    public static readonly DiagnosticDescriptor ColumnGone = Error(ContractRuleIds.ColumnGone, "A published column is gone", "Contracts");
    public static readonly DiagnosticDescriptor PromisedType = Error(ContractRuleIds.ColumnType, "A published column has another type", "Contracts");
    public static readonly DiagnosticDescriptor PromisedNull = Error(ContractRuleIds.ColumnNullable, "A published column may be null", "Contracts");
    public static readonly DiagnosticDescriptor PromisedValues = Error(ContractRuleIds.ColumnValues, "A published column may hold other values", "Contracts");
    public static readonly DiagnosticDescriptor PromisedKey = Error(ContractRuleIds.Key, "The key of a published asset changed", "Contracts");
    public static readonly DiagnosticDescriptor PromisedPartitions = Error(ContractRuleIds.Partitions, "The partitions of a published asset changed", "Contracts");
    public static readonly DiagnosticDescriptor CheckGone = Error(ContractRuleIds.CheckGone, "A check of a published asset is gone", "Contracts");
    public static readonly DiagnosticDescriptor Returns = Error(ContractRuleIds.Returns, "A retired name is used again", "Contracts");
    public static readonly DiagnosticDescriptor PromisedLifecycle = Error(ContractRuleIds.Lifecycle, "A published asset is an older version or ends sooner", "Contracts");
    public static readonly DiagnosticDescriptor RenamedFrom = Error(ContractRuleIds.RenamedFrom, "The old name is still in use", "Contracts");
    public static readonly DiagnosticDescriptor UnreadableLock = Error(ContractRuleIds.Unreadable, "The lock of the contracts cannot be read", "Contracts");
    public static readonly DiagnosticDescriptor NotLocked = new(ContractRuleIds.NotLocked, "A change is not in the lock of the contracts", "{0}", "Contracts", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpLink + ContractRuleIds.NotLocked + ".md");
    public static readonly DiagnosticDescriptor PackageVersion = Error(ContractRuleIds.Version, "The version does not say what changed", "Contracts", WellKnownDiagnosticTags.CompilationEnd);
    public static readonly DiagnosticDescriptor Retiring = new(ContractRuleIds.Retiring, "The upstream asset ends", "{0}", "Contracts", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLink + ContractRuleIds.Retiring + ".md");
    public static readonly DiagnosticDescriptor Retired = Error(ContractRuleIds.Retired, "The upstream asset has ended", "Contracts");
    public static readonly DiagnosticDescriptor Lifecycle = Error(ContractRuleIds.Declaration, "What is said of an asset's versions is not sound", "Contracts");

    public static readonly DiagnosticDescriptor Internal = Error(DiagnosticIds.Internal, "The generator failed", "Dataplatform.Sdk");

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = new DiagnosticDescriptor[]
    {
        NotCallable, ReturnType, ParameterType, ColumnType, DomainName, SqlInputs, NotAQuery, ContractShape, CatalogName, NoPrevious, InputName,
        UnknownUpstream, TypeMismatch, DuplicateKey, Cycle, NotVisible, ReadsItself, OtherDomain, Columns, SplitDomain, Internal,
        PolicyDuration, PolicyValue, PolicyType,
        WriteMember, WriteNullable, WriteWithoutKey, WriteWithoutRows, SnapshotMembers, WriteSetting,
        ConfigShape, ConfigMember, SecretStored,
        Observed, ObserverShape, TwoObservers, CheckShape, CheckedAsset, TwoChecks, ContractCheck, References,
        Partitions, PartitionParameter, PartitionTwice, PartitionRange, PartitionMember, NotPartitioned, PartitionMapping, MapKey, MapFunction, NoPreviousPartition, NothingToBackfill,
        PartitionsDiffer, NothingToMap, MappingDoesNotFit, SeveralValues,
        AssetGone, AssetHidden, AssetForm, ColumnGone, PromisedType, PromisedNull, PromisedValues, PromisedKey, PromisedPartitions, CheckGone, Returns, PromisedLifecycle,
        RenamedFrom, UnreadableLock, NotLocked, PackageVersion, Retiring, Retired, Lifecycle,
    }.ToDictionary(descriptor => descriptor.Id, StringComparer.Ordinal);

    public static DiagnosticDescriptor Of(string id) => ById[id];

    public static string InternalMessage(string source, Exception exception) =>
        $"'{source}' could not be read or generated ({exception.GetType().Name}: {exception.Message}). This is a mistake in Dataplatform.Sdk; please report it with the code.";

    // What these find works, and fails on a bad day: a warning that a project may make an error.
    private static DiagnosticDescriptor Warning(string id, string title) =>
        new(id, title, "{0}", "Execution", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLink + id + ".md");

    // The rules write whole messages, the same as at run time.
    [SuppressMessage("MicrosoftCodeAnalysisDesign", "RS1028:Provide non-null 'customTags'", Justification = "Only two rules have tags.")]
    private static DiagnosticDescriptor Error(string id, string title, string category, params string[] tags) =>
        new(id, title, "{0}", category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + id + ".md", customTags: tags);
}
