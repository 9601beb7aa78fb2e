namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>Where the programs are that the tests start.</summary>
internal static class TestApp
{
    public const string Project = "tests/Dataplatform.Sdk.TestApp";

    public static Dictionary<string, string> Generation(int number) => new() { ["Generation"] = number.ToString() };
}
