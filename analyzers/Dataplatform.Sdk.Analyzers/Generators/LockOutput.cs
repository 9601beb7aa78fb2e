using System.Text;
using Dataplatform.Sdk.Analyzers.Rules;
using Dataplatform.Sdk.Ledger.Rules;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Generators;

/// <summary>
/// Hands the text of the lock to the target that writes it, as the comments of a generated file: a generator can write nothing
/// else, and nothing else knows the contracts of a project that is no app. In any other build it does nothing.
/// </summary>
internal static class LockOutput
{
    /// <summary>The name of the generated file.</summary>
    public const string FileName = "ContractsLock.g.cs";

    /// <summary>What stands before each line.</summary>
    public const string Mark = "//! ";

    public static void Register(IncrementalGeneratorInitializationContext context)
    {
        var settings = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => LedgerSettings.Of(options.GlobalOptions) is { IsLocking: true } locking ? locking : null);
        var files = context.AdditionalTextsProvider.Where(LedgerSettings.IsLock).Collect();
        var text = context.CompilationProvider.Combine(settings).Combine(files).Select(static (input, cancellationToken) =>
        {
            var ((compilation, locking), texts) = input;
            return locking is null ? null : Text(compilation, texts.FirstOrDefault(file => file.Path != locking.Baseline)?.GetText(cancellationToken)?.ToString() ?? string.Empty, locking.Accepts);
        });
        context.RegisterImplementationSourceOutput(text, static (output, text) =>
        {
            if (text is not null)
            {
                output.AddSource(FileName, text);
            }
        });
    }

    private static string Text(Compilation compilation, string old, bool accepts)
    {
        var updated = Update(compilation, LockReader.Read(old), change => accepts || !change.IsBreaking);
        var text = new StringBuilder();
        foreach (var line in LockText.Write(updated).TrimEnd('\n').Split('\n'))
        {
            text.Append(Mark).Append(line).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A lock with what changed since, as far as that is accepted.</summary>
    public static ContractsLock Update(Compilation compilation, ContractsLock before, Func<ContractChange, bool> accepts)
    {
        var ledger = new CompilationLedger(new AssetGraph(compilation), before);
        return LockUpdate.Apply(before, ledger.Contracts, ledger.Changes(), accepts);
    }
}
