using System.Collections.Immutable;
using Dataplatform.Sdk.Ledger.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Dataplatform.Sdk.CodeFixes.Ledger;

/// <summary>Records several changes at once. They all go to one file, so they cannot be made one by one and merged.</summary>
internal sealed class LedgerFixAll : FixAllProvider
{
    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult(fixAllContext.CodeActionEquivalenceKey != LedgerCodeFix.RecordKey
        ? null
        : CodeAction.Create($"Record all in {ContractsLock.FileName}", cancel => RecordAsync(fixAllContext, cancel), LedgerCodeFix.RecordKey));

    private static async Task<Solution> RecordAsync(FixAllContext context, CancellationToken cancellationToken)
    {
        var solution = context.Solution;
        var projects = context.Scope == FixAllScope.Solution ? context.Solution.ProjectIds : [context.Project.Id];
        foreach (var id in projects)
        {
            var project = solution.GetProject(id)!;
            ImmutableArray<Diagnostic> diagnostics = context is { Scope: FixAllScope.Document, Document: { } document }
                ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                : await context.GetAllDiagnosticsAsync(context.Solution.GetProject(id)!).ConfigureAwait(false);
            if (diagnostics.Length > 0)
            {
                solution = await LockDocument.RecordAsync(project, diagnostics, cancellationToken).ConfigureAwait(false);
            }
        }

        return solution;
    }
}
