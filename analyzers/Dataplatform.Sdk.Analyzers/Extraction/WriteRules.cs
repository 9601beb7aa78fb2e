using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads [Write], and checks what can be checked without looking at the contract.</summary>
internal static class WriteRules
{
    private static readonly string[] Modes = ["Replace", "Append", "Merge", "Snapshot"];
    private static readonly string[] Deletes = ["Ignore", "Invalidate"];
    private static readonly string[] Changes = ["Fail", "AppendNewColumns", "Sync"];

    public static WriteModel? Read(IMethodSymbol method)
    {
        if (method.Attribute(Names.Write) is not { } write)
        {
            return null;
        }

        var key = write.Setting("Key")?.Value as string;
        return new(
            Member(Modes, write.ConstructorArguments is [var mode, ..] ? mode.Value : null),
            (key is null ? [] : new[] { key }).Concat(write.Setting("Keys").Texts()).Distinct(StringComparer.Ordinal).ToEquatable(),
            write.Setting("UpdatedAt")?.Value as string,
            Member(Deletes, write.Setting("HardDeletes")?.Value),
            Member(Changes, write.Setting("OnSchemaChange")?.Value))
        {
            Settings = write.NamedArguments.Select(argument => argument.Key).ToEquatable(),
        };
    }

    public static void Check(StepModel step, ICollection<Problem> problems)
    {
        if (step.Metadata.Write is not { } write || step.Outputs.Count == 0)
        {
            return;
        }

        if (NotATable(step) is { } what)
        {
            problems.Add(new(DiagnosticIds.WriteWithoutRows,
                $"'{step.Source}' has [Write], but {what.Subject} keeps no rows of earlier runs. Remove [Write]{what.Remedy}.",
                new(PlaceKind.Write)) { Remedies = [new(RemedyKinds.WithoutAttribute, "Write")] });
            return;
        }

        if (write.Mode is "Merge" or "Snapshot" && write.Keys.Count == 0)
        {
            problems.Add(new(DiagnosticIds.WriteWithoutKey,
                $"'{step.Source}' is written as a {write.Mode.ToLowerInvariant()} without a key, so its rows cannot be told apart. Write Key = nameof({Row(step)}.…), or Keys for several members.",
                new(PlaceKind.Write)));
        }

        foreach (var setting in write.Settings.Where(setting => !Has(write.Mode, setting)))
        {
            problems.Add(new(DiagnosticIds.WriteSetting,
                $"'{step.Source}' is written as {write.Mode}, which has no {setting}; that is for {Owners(setting)}. Remove it, or take another mode.",
                new(PlaceKind.WriteSetting, 0, setting, Place.All)) { Remedies = [new(RemedyKinds.WithoutArgument)] });
        }
    }

    private static (string Subject, string Remedy)? NotATable(StepModel step) => step.Metadata.As switch
    {
        "View" => ("a view", ", or leave out As"),
        "Ephemeral" => ("an ephemeral asset", ", or leave out As"),
        _ => step.Outputs.FirstOrDefault(output => output.Form is OutputForm.Artifact or OutputForm.Effect or OutputForm.External) switch
        {
            { Form: OutputForm.Artifact, Member: { } member } => ($"its '{member}' is a single value, which", $", or make '{member}' in a method of its own"),
            { Form: OutputForm.Artifact } => ("a single value", string.Empty),
            { Form: OutputForm.Effect } => ("an effect", string.Empty),
            { Form: OutputForm.External } => ("an external asset", string.Empty),
            _ => null,
        },
    };

    private static bool Has(string mode, string setting) => setting switch
    {
        "Key" or "Keys" => mode is "Merge" or "Snapshot",
        "UpdatedAt" or "HardDeletes" => mode == "Snapshot",
        _ => mode != "Replace",
    };

    private static string Owners(string setting) => setting switch
    {
        "Key" or "Keys" => "Merge and Snapshot",
        "UpdatedAt" or "HardDeletes" => "Snapshot",
        _ => "Append, Merge and Snapshot",
    };

    private static string Row(StepModel step) => step.Outputs[0].PlainType is var type ? type.Substring(type.LastIndexOf('.') + 1) : "T";

    private static string Member(string[] members, object? value) => members[value is int number && number >= 0 && number < members.Length ? number : 0];
}
