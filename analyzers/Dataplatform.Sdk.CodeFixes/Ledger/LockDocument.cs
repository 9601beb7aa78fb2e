using Dataplatform.Sdk.Analyzers.Generators;
using Dataplatform.Sdk.Analyzers.Rules;
using Dataplatform.Sdk.Ledger.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Dataplatform.Sdk.CodeFixes.Ledger;

/// <summary>The lock of a project in an editor.</summary>
internal static class LockDocument
{
    /// <summary>The document; null if the project has none.</summary>
    public static TextDocument? Find(Project project)
    {
        var baseline = LedgerSettings.Of(project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GlobalOptions).Baseline;
        return project.AdditionalDocuments.FirstOrDefault(document => LedgerSettings.Name(document.FilePath ?? document.Name) == ContractsLock.FileName && document.FilePath != baseline);
    }

    /// <summary>The changes of which a diagnostic tells.</summary>
    public static IReadOnlyList<string> Changes(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(LedgerRules.Change, out var changes) && changes is not null ? changes.Split('\n') : [];

    /// <summary>The solution with the changes of which diagnostics tell written into the lock.</summary>
    public static async Task<Solution> RecordAsync(Project project, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var accepted = new HashSet<string>(diagnostics.SelectMany(Changes), StringComparer.Ordinal);
        if (Find(project) is not { } document || await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation)
        {
            return project.Solution;
        }

        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var updated = LockText.Write(LockOutput.Update(compilation, LockReader.Read(text.ToString()), change => accepted.Contains(change.Identity)));
        return project.Solution.WithAdditionalDocumentText(document.Id, SourceText.From(updated, text.Encoding));
    }
}
