using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads a method that checks an asset. To generator and engine it is a step whose output is what it finds.</summary>
internal static class CheckExtractor
{
    private const string Result = "Dataplatform.Sdk.CheckResult";

    private static readonly string[] Severities = ["Warning", "Error"];

    public static (StepModel Step, IReadOnlyList<Problem> Problems) Extract(IMethodSymbol method, AttributeData check, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        var step = OtherMethods.Read(method, check, "a check", problems, cancellationToken);
        var type = ReturnReader.Awaited(method.ReturnType, out var isAwaited);
        var isQuery = type?.IsSdk("Sql") == true;
        if (type is null || !(TypeErrors.In(type) || isQuery || (!ValueTypes.IsNullable(type) && type.IsSdk("CheckResult"))))
        {
            problems.Add(new(DiagnosticIds.CheckShape,
                $"'{step.Source}' checks an asset and returns '{method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}', which is no result of a check. Return CheckResult, alone or in a task, or Sql for the rows that are wrong.",
                new(PlaceKind.ReturnType)) { Remedies = Remedies(method.ReturnType, type) });
        }

        var key = Domains.Named(method.ContainingType, check);
        var form = isQuery ? OutputForm.FailingRows : OutputForm.CheckResult;
        return OtherMethods.Complete(method, step with
        {
            Checks = new(key, Severities[check.Setting("Severity")?.Value is int severity && severity >= 0 && severity < Severities.Length ? severity : 1], check.Setting("Blocking")?.Value is not false),
            IsAwaited = isAwaited,
            IsTask = isAwaited && method.ReturnType.IsReferenceType,
            Outputs = new[] { new OutputModel(key, method.Name, null, form, string.Empty, string.Empty, IsOptional: false, IsMaterialized: false) }.ToEquatable(),
        }, problems);
    }

    // What a result can be made of by itself, or is the same without its type.
    private static IReadOnlyList<Remedy> Remedies(ITypeSymbol declared, ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_Boolean } when SymbolEqualityComparer.Default.Equals(declared, type) => [new(RemedyKinds.Type, Result)],
        { SpecialType: SpecialType.System_Boolean } => [new(RemedyKinds.Type, $"System.Threading.Tasks.{declared.Name}<{Result}>")],
        { } when type.IsSdk("Sql", 1) => [new(RemedyKinds.Type, "Dataplatform.Sdk.Sql")],
        _ => [],
    };
}
