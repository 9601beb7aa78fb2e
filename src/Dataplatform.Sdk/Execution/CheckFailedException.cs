namespace Dataplatform.Sdk.Execution;

/// <summary>Blocking checks failed, so nothing of a step is published. Never retried: the data is the same next time.</summary>
internal sealed class CheckFailedException(IReadOnlyList<(AssetKey Asset, CheckFinding Finding)> failed) : DataplatformException(Text(failed))
{
    private static string Text(IReadOnlyList<(AssetKey Asset, CheckFinding Finding)> failed)
    {
        var assets = failed.Select(one => one.Asset).Distinct().ToList();
        var words = failed.Select(one => $"{(assets.Count > 1 ? $"{one.Asset}: " : string.Empty)}{one.Finding.Check.Name}{(one.Finding.Result.Message is { } message ? $": {message.TrimEnd('.')}" : string.Empty)}");
        return failed.Count == 1
            ? $"The blocking check {words.First()}. Nothing was published; see 'checks show {assets[0]}'."
            : $"{failed.Count} blocking checks failed: {string.Join("; ", words)}. Nothing was published; see 'checks show {assets[0]}'.";
    }
}
