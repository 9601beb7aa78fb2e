namespace Dataplatform.Sdk.Configs;

/// <summary>What a source says of a member.</summary>
/// <param name="Key">The whole key.</param>
/// <param name="Value">Its text; null if there is none, or if it is null.</param>
/// <param name="Children">The names below it: of a list its ordinals.</param>
/// <param name="At">The text of a key of the same source.</param>
/// <param name="Source">The source's name.</param>
/// <param name="IsEnvironment">Whether it is an environment variable.</param>
internal sealed record ConfigEntry(string Key, string? Value, IReadOnlyList<string> Children, Func<string, string?> At, string Source, bool IsEnvironment)
{
    /// <summary>Where it is written, as its author finds it.</summary>
    public string Place => PlaceOf(Key, Source, IsEnvironment);

    public static string PlaceOf(string key, string source, bool isEnvironment) =>
        isEnvironment ? $"the environment variable {Variable(key)}" : $"{key} in {source}";

    /// <summary>The environment variable of a key.</summary>
    public static string Variable(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
