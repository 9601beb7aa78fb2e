using System.Text.Json;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>How a program ended and what it printed.</summary>
internal sealed record AppResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The output as JSON, one object a line; anything else on stdout fails here.</summary>
    public IReadOnlyList<JsonElement> Json =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>The assets of the closing object of <c>materialize --json</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Outcomes =>
        Json[^1].GetProperty("assets").EnumerateArray().ToDictionary(asset => asset.GetProperty("key").GetString()!);

    public string Status(string key) => Outcomes[key].GetProperty("status").GetString()!;

    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Errors}";
}
