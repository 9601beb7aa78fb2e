using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Status;

/// <summary>What the code of an asset is against the code that computed it.</summary>
/// <param name="Reason">How it changed; null if it did not, or nobody can tell.</param>
/// <param name="Note">Why nobody can tell; null if somebody can.</param>
internal sealed record CodeChange(string? Reason, string? Note)
{
    private const int MostParts = 3;

    public static CodeChange None { get; } = new(null, null);

    /// <summary>Compares.</summary>
    /// <param name="latest">The materialization.</param>
    /// <param name="told">The parts of some code that the log knows, of this one or an older one.</param>
    /// <param name="now">The code of today; null if it is unknown.</param>
    public static CodeChange Between(Materialization latest, CodeRecord? told, CodeRecord? now)
    {
        if (latest.CodeVersion is not { } version || now is null || version == now.Version)
        {
            return None;
        }

        var before = told?.Version == version ? told.Parts : null;
        var isSameBuild = now.Build.Length == 0 || string.IsNullOrEmpty(latest.CodeBuild) || latest.CodeBuild == now.Build;
        var changed = before is null ? [] : Changes(before, now.Parts, part => isSameBuild || !part.IsCompiled).ToList();
        if (isSameBuild || changed.Count > 0)
        {
            return new CodeChange(changed.Count == 0 ? "its code changed" : $"its code changed: {Names(changed)}", null);
        }

        return new CodeChange(null, $"compiled otherwise than what computed it ({latest.CodeBuild}; now {now.Build}), so that its code cannot be compared");
    }

    private static IEnumerable<string> Changes(IReadOnlyList<CodePartRecord> before, IReadOnlyList<CodePartRecord> now, Func<CodePartRecord, bool> isComparable)
    {
        var old = before.Where(isComparable).ToDictionary(part => part.Name, part => part.Hash, StringComparer.Ordinal);
        foreach (var part in now.Where(isComparable))
        {
            if (!old.Remove(part.Name, out var hash))
            {
                yield return $"{part.Name} is new";
            }
            else if (hash != part.Hash)
            {
                yield return part.Name;
            }
        }

        foreach (var gone in old.Keys.Order(StringComparer.Ordinal))
        {
            yield return $"{gone} is gone";
        }
    }

    private static string Names(List<string> changed) => changed.Count <= MostParts
        ? string.Join(", ", changed)
        : $"{string.Join(", ", changed.Take(MostParts))} and {changed.Count - MostParts} more";
}
