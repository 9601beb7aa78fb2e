using System.Collections.Immutable;
using System.Composition;
using Dataplatform.Sdk.Analyzers.Rules;
using Dataplatform.Sdk.Ledger.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Dataplatform.Sdk.CodeFixes.Ledger;

/// <summary>Records a change of what is promised: in <c>contracts.lock</c>, or as the old name of what took its place.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)], Name = nameof(LedgerCodeFix)), Shared]
public sealed class LedgerCodeFix : CodeFixProvider
{
    internal const string RecordKey = "contracts:record";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [ContractRuleIds.AssetGone, ContractRuleIds.AssetHidden, ContractRuleIds.Form, ContractRuleIds.ColumnGone, ContractRuleIds.ColumnType, ContractRuleIds.ColumnNullable, ContractRuleIds.ColumnValues,
         ContractRuleIds.Key, ContractRuleIds.Partitions, ContractRuleIds.CheckGone, ContractRuleIds.Returns, ContractRuleIds.Lifecycle, ContractRuleIds.NotLocked];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new LedgerFixAll();

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var project = context.TextDocument.Project;
        if (LockDocument.Find(project) is not { } locked)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics.Where(diagnostic => LockDocument.Changes(diagnostic).Count > 0))
        {
            if (diagnostic.Properties.TryGetValue(LedgerRules.OldName, out var old) && old is not null)
            {
                foreach (var successor in await Successors.FindAsync(project, locked, LockDocument.Changes(diagnostic)[0], old, context.CancellationToken).ConfigureAwait(false))
                {
                    context.RegisterCodeFix(
                        CodeAction.Create($"Say that '{successor.Name}' was '{old}'", cancel => successor.MarkAsync(project.Solution, cancel), $"contracts:renamed:{old}:{successor.Name}"),
                        diagnostic);
                }
            }

            context.RegisterCodeFix(
                CodeAction.Create($"Record it in {ContractsLock.FileName}", cancel => LockDocument.RecordAsync(project, [diagnostic], cancel), RecordKey),
                diagnostic);
        }
    }
}
