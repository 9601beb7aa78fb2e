using System.Collections.Immutable;
using System.Composition;
using Dataplatform.Sdk.CodeFixes.Remedies;
using Dataplatform.Sdk.Graph.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Dataplatform.Sdk.CodeFixes.Graph;

/// <summary>Puts right what a parameter or [After] says of another asset.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(GraphCodeFix)), Shared]
public sealed class GraphCodeFix : RemedyCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [GraphRuleIds.UnknownUpstream, GraphRuleIds.TypeMismatch, GraphRuleIds.ReadsItself, GraphRuleIds.OtherDomain, GraphRuleIds.Columns, GraphRuleIds.NotAResource, GraphRuleIds.Observed, GraphRuleIds.CheckedAsset,
         GraphRuleIds.PartitionsDiffer, GraphRuleIds.NothingToMap, GraphRuleIds.SeveralValues];
}
