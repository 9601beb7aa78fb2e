using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads how a step is to be run. What is wrong is left out here; the rules report it where it stands.</summary>
internal static class PolicyReader
{
    private const string DefaultDelay = "1s";

    private static readonly string[] Backoffs = ["Constant", "Linear", "Exponential"];

    /// <summary>The policies of a method: its own before those of the classes around it.</summary>
    public static PolicyModel Read(IMethodSymbol method)
    {
        RetryModel? retry = null;
        string? timeout = null;
        int? priority = null;
        int? backfill = null;
        List<PoolModel> pools = [];
        List<RateLimitModel> limits = [];
        List<string> hooks = [];
        foreach (var attribute in Attributes(method))
        {
            switch (attribute.AttributeClass!.Name)
            {
                case Names.Retry:
                    retry ??= Retry(attribute);
                    break;
                case Names.Timeout:
                    timeout ??= attribute.Text(0);
                    break;
                case Names.Priority:
                    priority ??= attribute.Number(0);
                    break;
                case Names.Backfill:
                    backfill ??= attribute.Setting("MaxPartitionsPerRun")?.Value as int? ?? 0;
                    break;
                case Names.Pool when pools.TrueForAll(pool => pool.Name != attribute.Text(0)):
                    pools.Add(new(attribute.Text(0)!, Slots(attribute) ?? 0));
                    break;
                case Names.RateLimit when limits.TrueForAll(limit => limit.Name != attribute.Text(0)):
                    limits.Add(new(attribute.Text(0)!, attribute.Number(1)!.Value, Per(attribute)));
                    break;
                case Names.Hook when TypeNames.Global((ITypeSymbol)attribute.ConstructorArguments[0].Value!) is var hook && !hooks.Contains(hook):
                    hooks.Add(hook);
                    break;
            }
        }

        return new(retry, timeout, pools.ToEquatable(), limits.ToEquatable(), priority, backfill, hooks.ToEquatable());
    }

    /// <summary>How many slots a pool's attribute says; null if it does not.</summary>
    public static int? Slots(AttributeData pool) => pool.Setting("Slots")?.Value as int?;

    public static string Per(AttributeData limit) => limit.Setting("Per")?.Value as string ?? DefaultDelay;

    /// <summary>The types that an attribute's <c>On</c> and <c>OnAny</c> name, and where.</summary>
    public static IEnumerable<(ITypeSymbol Type, string Setting, int Ordinal)> On(AttributeData retry)
    {
        if (retry.Setting("On")?.Value is ITypeSymbol one)
        {
            yield return (one, "On", 0);
        }

        var several = retry.Setting("OnAny") is { Kind: TypedConstantKind.Array, IsNull: false } types ? types.Values : [];
        for (var i = 0; i < several.Length; i++)
        {
            if (several[i].Value is ITypeSymbol type)
            {
                yield return (type, "OnAny", i);
            }
        }
    }

    private static IEnumerable<AttributeData> Attributes(IMethodSymbol method)
    {
        for (ISymbol? at = method; at is not null and not INamespaceSymbol; at = at.ContainingSymbol)
        {
            foreach (var attribute in at.GetAttributes())
            {
                if (PolicyRules.IsPolicy(attribute) && PolicyRules.IsWhole(attribute) && !PolicyRules.Check(attribute, string.Empty).Any())
                {
                    yield return attribute;
                }
            }
        }
    }

    private static RetryModel Retry(AttributeData attribute) => new(
        attribute.Number(0)!.Value,
        attribute.Setting("Delay")?.Value as string ?? DefaultDelay,
        Backoffs[attribute.Setting("Backoff")?.Value is int value && value >= 0 && value < Backoffs.Length ? value : 0],
        attribute.Setting("MaxDelay")?.Value as string,
        attribute.Setting("Jitter")?.Value is true,
        On(attribute).Select(on => TypeNames.Global(on.Type)).Distinct(StringComparer.Ordinal).ToEquatable());
}
