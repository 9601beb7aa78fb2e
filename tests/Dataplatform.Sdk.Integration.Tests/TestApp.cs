namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>Where the programs are that the tests start.</summary>
internal static class TestApp
{
    public const string Project = "tests/Dataplatform.Sdk.TestApp";

    /// <summary>What the program is told: the generation of its rows, and the kind of its default store.</summary>
    public static Dictionary<string, string> Generation(int number, string store = "duckdb") => new() { ["Generation"] = number.ToString(), ["Store"] = store };
}
