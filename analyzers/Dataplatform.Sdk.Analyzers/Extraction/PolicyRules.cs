using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>The rules on one attribute that says how steps are to be run.</summary>
internal static class PolicyRules
{
    private const string Events = "Dataplatform.Sdk.Events";

    public static bool IsPolicy(AttributeData attribute) => attribute.AttributeClass is { } type
        && type.Name is Names.Retry or Names.Timeout or Names.Pool or Names.RateLimit or Names.Priority or Names.Backfill or Names.Hook
        && type.IsSdk(type.Name);

    /// <summary>Whether its arguments could be read; where not, the compiler has said why.</summary>
    public static bool IsWhole(AttributeData attribute) =>
        attribute.AttributeConstructor is not null && attribute.ConstructorArguments.All(argument => argument is { Kind: not TypedConstantKind.Error, IsNull: false });

    /// <summary>What is wrong with an attribute.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="owner">The method or class that it stands on, as people write it.</param>
    public static IEnumerable<PolicyProblem> Check(AttributeData attribute, string owner) => !IsWhole(attribute) ? [] : attribute.AttributeClass!.Name switch
    {
        Names.Retry => Retry(attribute, owner),
        Names.Timeout when attribute.Text(0) != DurationText.None => Duration(attribute.Text(0), "#0", $"The timeout of '{owner}'", mayBeNone: true),
        Names.Pool => Name(attribute, $"A pool of '{owner}'").Concat(
            AtLeast(1, PolicyReader.Slots(attribute), "Slots", $"The pool '{attribute.Text(0)}' of '{owner}'", "slots")),
        Names.RateLimit => Name(attribute, $"A rate limit of '{owner}'")
            .Concat(AtLeast(1, attribute.Number(1), "#1", $"The rate limit '{attribute.Text(0)}' of '{owner}'", "permits"))
            .Concat(Duration(PolicyReader.Per(attribute), "Per", $"The time of the rate limit '{attribute.Text(0)}' of '{owner}'")),
        Names.Backfill => Backfill(attribute, owner),
        Names.Hook => Hook((ITypeSymbol)attribute.ConstructorArguments[0].Value!, owner),
        _ => [],
    };

    private static IEnumerable<PolicyProblem> Retry(AttributeData attribute, string owner)
    {
        foreach (var problem in AtLeast(0, attribute.Number(0), "#0", $"'{owner}'", "retries"))
        {
            yield return problem;
        }

        foreach (var setting in new[] { "Delay", "MaxDelay" })
        {
            if (attribute.Setting(setting) is { IsNull: false } value)
            {
                foreach (var problem in Duration(value.Value as string, setting, $"{setting} of [Retry] on '{owner}'"))
                {
                    yield return problem;
                }
            }
        }

        foreach (var (type, setting, ordinal) in PolicyReader.On(attribute))
        {
            var why = !IsException(type) ? "is no exception, so nothing would be retried. Name a type of exception"
                : !IsNameable(type) ? "cannot be named by generated code. Make it public or internal, without type parameters"
                : null;
            if (why is not null)
            {
                yield return new(DiagnosticIds.PolicyType, $"[Retry] on '{owner}': '{TypeNames.Plain(type)}' {why}.", setting) { Ordinal = ordinal };
            }
        }
    }

    private static IEnumerable<PolicyProblem> Backfill(AttributeData attribute, string owner)
    {
        var most = attribute.Setting("MaxPartitionsPerRun")?.Value as int?;
        var isSingle = attribute.Setting("SingleRun")?.Value is true;
        if (most is null == !isSingle)
        {
            yield return new(DiagnosticIds.PolicyValue,
                $"[Backfill] on '{owner}' says {(isSingle ? "both that all partitions are made in one run and how many are" : "nothing")}. Write MaxPartitionsPerRun, or SingleRun = true.",
                isSingle ? "SingleRun" : string.Empty);
        }

        foreach (var problem in AtLeast(1, most, "MaxPartitionsPerRun", $"[Backfill] on '{owner}'", "partitions in a run"))
        {
            yield return problem;
        }
    }

    private static IEnumerable<PolicyProblem> Hook(ITypeSymbol type, string owner)
    {
        var why = type is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } || !Implements(type, "IAssetHook")
                ? (Implements(type, "IRunHook") ? "is told of runs, not of assets. Register it as a service, or name" : "is no hook. Name") + " a class that implements IAssetHook and is not abstract"
            : !IsNameable(type) ? "cannot be named by generated code. Make it public or internal, without type parameters"
            : StepExtractor.Constructor((INamedTypeSymbol)type) is null ? "has no public constructor, so no instance can be made. Add one"
            : null;
        if (why is not null)
        {
            yield return new(DiagnosticIds.PolicyType, $"[Hook] on '{owner}': '{TypeNames.Plain(type)}' {why}.", "#0");
        }
    }

    private static IEnumerable<PolicyProblem> Name(AttributeData attribute, string what)
    {
        if (string.IsNullOrWhiteSpace(attribute.Text(0)))
        {
            yield return new(DiagnosticIds.PolicyValue, $"{what} has no name. Write one: whoever shares it uses the same.", "#0");
        }
    }

    private static IEnumerable<PolicyProblem> AtLeast(int least, int? value, string setting, string what, string unit)
    {
        if (value < least)
        {
            yield return new(DiagnosticIds.PolicyValue, $"{what} has {value} {unit}. Write {least} or more.", setting);
        }
    }

    private static IEnumerable<PolicyProblem> Duration(string? text, string setting, string what, bool mayBeNone = false)
    {
        if (DurationText.Objection(text, mayBeNone) is { } objection)
        {
            yield return new(DiagnosticIds.PolicyDuration, $"{what}: {objection}", setting)
            {
                Remedies = DurationText.Meant(text ?? string.Empty, mayBeNone) is { } meant ? [new(RemedyKinds.Text, meant)] : [],
            };
        }
    }

    // What an unbound type such as Hook<> implements is known of its definition only.
    private static bool Implements(ITypeSymbol type, string hook) => type.OriginalDefinition.AllInterfaces.Any(contract => contract.IsNamed(hook, Events));

    private static bool IsNameable(ITypeSymbol type) => type is INamedTypeSymbol { IsUnboundGenericType: false } named && named.IsReachable();

    private static bool IsException(ITypeSymbol type)
    {
        for (ITypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (at.IsNamed("Exception", "System"))
            {
                return true;
            }
        }

        return false;
    }
}
