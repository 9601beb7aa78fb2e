using System.Text.RegularExpressions;
using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>Keys that can be folders everywhere, and that cannot be taken for a version or for a file of the store.</summary>
internal static partial class FolderNames
{
    /// <summary>Why a folder store cannot keep an asset of this key; null if it can.</summary>
    public static string? Refusal(AssetKey key)
    {
        if (key.Path.Split('/').FirstOrDefault(part => !Name().IsMatch(part)) is { } part)
        {
            return $"'{part}' of the key '{key}' cannot be a folder in every file system. Use lower-case letters a to z, digits and underscores, beginning with a letter; or keep the asset in another store with [Store].";
        }

        return key.Path.Split('/').FirstOrDefault(part => Device().IsMatch(part)) is { } device
            ? $"'{device}' of the key '{key}' cannot be a folder: Windows has a device of that name. Give it another name."
            : ReservedDomains.Refusal(key, path: null);
    }

    /// <summary>Whether a folder of an asset can be one of its versions, and so is never another asset.</summary>
    public static bool IsVersion(string name) => Version().IsMatch(name);

    [GeneratedRegex("^[a-z][a-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex("^(con|prn|aux|nul|com[0-9]|lpt[0-9])$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Device();

    // Of version 7 these days, and for some thousand years: it begins with a digit.
    [GeneratedRegex("^[0-9][0-9a-f]{31}$", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
