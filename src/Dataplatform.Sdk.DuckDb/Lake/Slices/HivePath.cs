using System.Security.Cryptography;
using System.Text;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.DuckDb.Lake.Slices;

/// <summary>
/// The folders of a partition, as Hive names them: <c>day=2024-01-05/region=eu</c>. Whatever is not a plain sign in every file system is
/// written as its bytes in UTF-8 behind <c>%</c>, which Hive, Spark, DuckDB and pyarrow undo.
/// </summary>
internal static class HivePath
{
    // File systems end a name at 255 bytes, Windows a path at about as many.
    private const int LongestName = 60;
    private const int LongestKey = 120;
    private const int HashDigits = 32;

    /// <summary>The folders of a partition, with <c>/</c> between them.</summary>
    /// <param name="key">The partition.</param>
    /// <param name="dimensions">The names of the dimensions, in the order of the keys; empty if they have none.</param>
    public static string Of(PartitionKey key, IReadOnlyList<string> dimensions)
    {
        var keys = dimensions.Count == 0 ? [] : key.Keys(dimensions.Count);
        return keys.Count > 0 && keys.Count == dimensions.Count
            ? string.Join('/', dimensions.Select((name, i) => Folder(name, keys[i])))
            : Folder("partition", key.Text);
    }

    private static string Folder(string name, string key) => $"{Encoded(name, LongestName, isName: true)}={Encoded(key, LongestKey, isName: false)}";

    // What is too long is cut, and told apart by a hash behind a sign that is never written otherwise.
    private static string Encoded(string text, int longest, bool isName)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var parts = bytes.Select((value, i) => IsPlain(value) && !(isName ? i == 0 && IsHidden(value) : i == bytes.Length - 1 && value == '.') ? ((char)value).ToString() : $"%{value:X2}").ToList();
        if (parts.Sum(part => part.Length) <= longest)
        {
            return string.Concat(parts);
        }

        var cut = new StringBuilder();
        foreach (var part in parts.TakeWhile(part => cut.Length + part.Length < longest - HashDigits))
        {
            cut.Append(part);
        }

        return $"{cut}~{Convert.ToHexStringLower(SHA256.HashData(bytes))[..HashDigits]}";
    }

    // Windows drops a dot at the end, too.
    private static bool IsPlain(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'_' or (byte)'.';

    // Many programs pass over folders that begin so.
    private static bool IsHidden(byte value) => value is (byte)'_' or (byte)'.';
}
