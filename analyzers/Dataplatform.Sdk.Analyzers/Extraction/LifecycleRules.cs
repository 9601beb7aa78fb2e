using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Ledger.Rules;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads what a method says of its assets' past and future, and checks what can be checked without the others.</summary>
internal static class LifecycleRules
{
    public static LifecycleModel Read(IMethodSymbol method, AttributeData asset)
    {
        var version = asset.Setting("Version")?.Value as int? ?? 1;
        var superseded = method.Attribute(Names.Supersedes) is { ConstructorArguments: { Length: > 0 } arguments } && arguments[arguments.Length - 1].Value is string name
            ? Domains.Key(arguments[0].Value as INamedTypeSymbol ?? method.ContainingType, name)
            : null;
        var renamed = method.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.IsSdk(Names.RenamedFrom) == true)
            .Select(attribute => attribute.Text(0))
            .OfType<string>()
            .Select(old => old.IndexOf('/') >= 0 ? old : Domains.Key(method.ContainingType, old))
            .ToList();
        return version == 1 && superseded is null && renamed.Count == 0 && !method.Has(Names.Retires)
            ? LifecycleModel.None
            : new(version, superseded, method.Attribute(Names.Retires)?.Text(0), renamed.ToEquatable());
    }

    public static void Check(IMethodSymbol method, StepModel step, ICollection<Problem> problems)
    {
        var lifecycle = step.Metadata.Lifecycle;
        if (lifecycle == LifecycleModel.None)
        {
            return;
        }

        if (lifecycle.Version < 1)
        {
            problems.Add(new(DiagnosticIds.Lifecycle, $"'{step.Source}' has version {lifecycle.Version}, and the first version is 1. Count from there.", At(method, Names.Asset, "Version")));
        }

        if (lifecycle.Retires is { } day && !RetirementDay.IsDay(day))
        {
            problems.Add(new(DiagnosticIds.Lifecycle, $"'{day}' is no day on which '{step.Source}' could end. Write it as [Retires(\"2026-12-31\")].", At(method, Names.Retires, "#0")));
        }

        foreach (var old in lifecycle.RenamedFrom.Where(old => !IsKey(old)))
        {
            problems.Add(new(DiagnosticIds.Lifecycle, $"'{old}' was never the key of an asset: keys look like 'sales/orders'. Write the old name of the method, or the whole old key.", At(method, Names.RenamedFrom, "#0")));
        }

        if (step.Keys.Count > 1 && (lifecycle.Supersedes is not null || lifecycle.RenamedFrom.Count > 0))
        {
            problems.Add(new(DiagnosticIds.Lifecycle,
                $"'{step.Source}' makes {step.Keys.Count} assets, so it is not clear which of them had another name or stands in the place of another. Make that one in a method of its own.",
                At(method, lifecycle.Supersedes is not null ? Names.Supersedes : Names.RenamedFrom, "#0")));
        }
    }

    private static bool IsKey(string key) => key.Split('/') is { Length: > 1 } parts && Array.TrueForAll(parts, KeyGrammar.IsName);

    private static Place At(IMethodSymbol method, string attribute, string argument)
    {
        var attributes = method.GetAttributes();
        var ordinal = 0;
        while (ordinal < attributes.Length && attributes[ordinal].AttributeClass?.IsSdk(attribute) != true)
        {
            ordinal++;
        }

        return new(PlaceKind.AttributeArgument, ordinal, argument, Place.All);
    }
}
