namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>What a method that checks an asset declares.</summary>
/// <param name="Key">The key of the asset.</param>
/// <param name="Severity">The member of <c>CheckSeverity</c>.</param>
/// <param name="IsBlocking">Whether a failure keeps data from being published.</param>
internal sealed record CheckModel(string Key, string Severity, bool IsBlocking);
