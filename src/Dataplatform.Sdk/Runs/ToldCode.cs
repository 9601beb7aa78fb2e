using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Runs;

/// <summary>The code of assets without what the log knows already: the parts are told once for each code, not with each run.</summary>
internal sealed class ToldCode(Func<AssetKey, CodeRecord?> codeOf)
{
    private readonly Dictionary<AssetKey, string> _told = [];

    /// <summary>Notes what the log knows.</summary>
    public void Known(IEnumerable<AssetRecord> assets)
    {
        foreach (var asset in assets)
        {
            if (asset.Code is { } code)
            {
                _told[asset.Key] = code.Version;
            }
        }
    }

    /// <summary>The code; without parts where the log has them.</summary>
    public CodeRecord? Of(AssetKey key) => codeOf(key) is { } code && _told.GetValueOrDefault(key) == code.Version ? code with { Parts = [] } : codeOf(key);
}
