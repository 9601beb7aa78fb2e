namespace Dataplatform.Sdk.Testing;

/// <summary>What a mistyped key was probably meant to be.</summary>
internal static class Names
{
    public static string Suggestion(string name, IEnumerable<string> candidates) =>
        NearestName.Find(name, candidates) is { } near ? $" Did you mean '{near}'?" : string.Empty;
}
