using System.Diagnostics;
using System.Globalization;

namespace Dataplatform.Sdk;

/// <summary>The identity of a run: 32 hexadecimal digits that sort by time (a UUID of version 7).</summary>
/// <param name="Value">The digits.</param>
[DebuggerDisplay("{Value,nq}")]
public readonly record struct RunId(string Value)
{
    /// <summary>A new id for a run that starts now.</summary>
    public static RunId New(TimeProvider clock) => At(clock.GetUtcNow());

    /// <summary>A new id of a time.</summary>
    internal static RunId At(DateTimeOffset time) => new(Guid.CreateVersion7(time).ToString("N"));

    /// <summary>When the run began, to the millisecond: the id says it. Null for an id that <see cref="New"/> did not make.</summary>
    public DateTimeOffset? StartedAt =>
        Guid.TryParseExact(Value, "N", out var id) && id.Version == 7
            ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(Value.AsSpan(0, 12), NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            : null;

    /// <summary>The last eight digits: enough for people to tell runs apart.</summary>
    public string Short => Value is { Length: > 8 } ? Value[^8..] : Value ?? string.Empty;

    /// <summary>The digits.</summary>
    public override string ToString() => Value;
}
