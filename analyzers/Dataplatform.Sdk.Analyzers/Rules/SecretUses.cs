using Dataplatform.Sdk.Analyzers.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>Follows a revealed secret through the expression that it stands in, as far as it is still the secret.</summary>
internal static class SecretUses
{
    /// <summary>Where a revealed secret would be shown: <c>metadata</c> or <c>a log</c>; null if it is not.</summary>
    public static string? Of(IOperation revealed)
    {
        for (var at = revealed.Parent; at is not null; at = at.Parent)
        {
            switch (at)
            {
                case IConversionOperation conversion when IsMetadata(conversion.Type):
                case IObjectCreationOperation creation when IsMetadata(creation.Type):
                    return "metadata";
                case IConversionOperation or IInterpolationOperation or IInterpolatedStringOperation or IInterpolatedStringAppendOperation or IInterpolatedStringAdditionOperation:
                case IBinaryOperation or IConditionalOperation or ICoalesceOperation or IParenthesizedOperation or IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation:
                case IArgumentOperation:
                    continue;
                case IInvocationOperation call when IsMetadata(call.TargetMethod.ContainingType):
                    return "metadata";
                case IInvocationOperation call when IsLog(call.TargetMethod):
                    return "a log";
                case IInvocationOperation call when call.TargetMethod.ContainingType.SpecialType == SpecialType.System_String && call.Type?.SpecialType == SpecialType.System_String:
                    continue;
                case IInvocationOperation call when call.TargetMethod.Name.StartsWith("AppendFormatted", StringComparison.Ordinal):
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    private static bool IsMetadata(ITypeSymbol? type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (at.IsSdk("MetadataValue"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLog(IMethodSymbol method) =>
        method.Name.StartsWith("Log", StringComparison.Ordinal) && method.ContainingType is { } type
        && (type.IsNamed("LoggerExtensions", "Microsoft.Extensions.Logging") || type.IsNamed("ILogger", "Microsoft.Extensions.Logging"));
}
