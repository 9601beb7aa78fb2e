using System.Collections.Immutable;
using System.Composition;
using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.CodeFixes.Remedies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Dataplatform.Sdk.CodeFixes.Declarations;

/// <summary>Puts right what is wrong with one declaration.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeclarationCodeFix)), Shared]
public sealed class DeclarationCodeFix : RemedyCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        DiagnosticIds.NotCallable, DiagnosticIds.ReturnType, DiagnosticIds.ParameterType, DiagnosticIds.ColumnType, DiagnosticIds.DomainName, DiagnosticIds.SqlInputs,
        DiagnosticIds.NotAQuery, DiagnosticIds.ContractShape, DiagnosticIds.NoPrevious, DiagnosticIds.PolicyDuration,
        DiagnosticIds.WriteMember, DiagnosticIds.WriteWithoutRows, DiagnosticIds.WriteSetting, DiagnosticIds.ObserverShape, DiagnosticIds.CheckShape, DiagnosticIds.WithoutAsset,
        DiagnosticIds.Partitions, DiagnosticIds.PartitionParameter, DiagnosticIds.PartitionTwice, DiagnosticIds.PartitionRange, DiagnosticIds.PartitionMember, DiagnosticIds.NotPartitioned,
        DiagnosticIds.PartitionMapping, DiagnosticIds.NoPreviousPartition, DiagnosticIds.NothingToBackfill,
    ];
}
